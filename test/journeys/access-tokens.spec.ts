// Access tokens: which are taken, and which are not whoever signed them.
import { createHmac, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { newId, withClock } from '@haven/kernel';
import { SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Actor, type Anything } from '../stage/actor.js';
import type { MadeUser } from '../stage/makers.js';
import { rootKey } from '../stage/servers.js';
import { stage, type Stage } from '../stage/stage.js';

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken refreshToken } }';
const ME = '{ me { user { id name } } }';
const PASSWORD = 'green kettle on the sill';

let scene: Stage;
const member = (): Promise<MadeUser> => scene.make.user('caseworker', { password: PASSWORD });
const signIn = ({ email }: MadeUser): Promise<Anything> =>
  scene.nobody.ask(SIGN_IN, { input: { email, password: PASSWORD } });
const withToken = (token: string) => new Actor(scene.app, token);

beforeAll(async () => {
  scene = await stage();
});

describe('an access token', () => {
  const claims = (user: MadeUser) => ({ org: user.organizationId, sid: user.sessionId });
  const stranger = generateKeyPairSync('ed25519');
  const inAnHour = () => Math.floor(Date.now() / 1000) + 3_600;
  const forged = (user: MadeUser, header: object = {}) =>
    new SignJWT(claims(user))
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', ...header })
      .setIssuer('haven')
      .setAudience('haven-api')
      .setSubject(user.userId)
      .setIssuedAt()
      .setExpirationTime(inAnHour());
  const refused = async (token: string) =>
    expect(await withToken(token).send(ME)).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });

  it('B096, B099: is refused without a signature, with another key, and with another algorithm', async () => {
    const user = await member();
    const unsecured = new UnsecuredJWT(claims(user))
      .setIssuer('haven')
      .setAudience('haven-api')
      .setSubject(user.userId)
      .setIssuedAt()
      .setExpirationTime('1h');
    await refused(unsecured.encode());
    await refused(await forged(user).sign(stranger.privateKey));
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    for (const alg of ['RS256', 'PS256']) await refused(await forged(user, { alg }).sign(rsa));
    await refused(
      await forged(user, { alg: 'ES256' }).sign(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
    );
    await refused(await forged(user, { alg: 'HS256' }).sign(new TextEncoder().encode('secret'.repeat(8))));
  });

  it('B101, B102, B103: is refused when it brings its own key or says where to find one, and nobody goes there', async () => {
    const user = await member();
    const asked = vi.spyOn(globalThis, 'fetch');
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: stranger.publicKey.export({ format: 'jwk' }).x };
    for (const header of [
      { jwk },
      { jku: 'https://keys.invalid/jwks.json' },
      { x5u: 'https://keys.invalid' },
      { kid: "x' UNION SELECT 'secret'--" },
    ])
      await refused(await forged(user, header).sign(stranger.privateKey));
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
  });

  it('B101, B106, B107, B108, B109, B110, B112: of ours is refused when a claim is missing, wrong or from another time', async () => {
    const user = await member();
    const pkcs8 = Buffer.concat([
      Buffer.from('302e020100300506032b657004220420', 'hex'),
      (await rootKey()).derive('access token signature'),
    ]);
    const ours = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const seconds = Math.floor(Date.now() / 1000);
    const good = { iss: 'haven', aud: 'haven-api', sub: user.userId, iat: seconds, exp: seconds + 60, ...claims(user) };
    const part = (json: string) => Buffer.from(json).toString('base64url');
    const signed = (payload: string, header: object = { alg: 'EdDSA', typ: 'at+jwt' }) => {
      const text = `${part(JSON.stringify(header))}.${part(payload)}`;
      return `${text}.${sign(null, Buffer.from(text), ours).toString('base64url')}`;
    };
    expect((await withToken(signed(JSON.stringify(good))).ask(ME)).me.user.id).toBe(user.userId);
    const wrong: object[] = [
      { exp: undefined },
      { exp: seconds - 1 },
      { exp: '9999999999' },
      { exp: seconds + 60.5 },
      { iat: undefined },
      { iat: seconds + 86_400, exp: seconds + 86_460 },
      { nbf: seconds + 600 },
      { aud: 'haven-worker' },
      { iss: 'elsewhere' },
      { sub: undefined },
      { sid: 'x' },
      { org: [user.organizationId] },
    ];
    for (const claim of wrong) await refused(signed(JSON.stringify({ ...good, ...claim })));
    await refused(signed(JSON.stringify(good).replace(/"exp":\d+/, '"exp":1e309')));
    for (const typ of ['JWT', 'id_token', undefined])
      await refused(signed(JSON.stringify(good), { alg: 'EdDSA', typ }));
    await refused(signed(JSON.stringify(good), { alg: 'EdDSA', typ: 'at+jwt', kid: "x' UNION SELECT 'secret'--" }));
    const abroad = await scene.make.user('caseworker', { organizationId: await scene.make.organization() });
    for (const claim of [{ sid: abroad.sessionId }, { sub: abroad.userId }, { org: abroad.organizationId }])
      await refused(signed(JSON.stringify({ ...good, ...claim })));
  });

  it('B119: is read alike however the word Bearer is written, and not at all with two spaces', async () => {
    const { accessToken } = (await signIn(await member())).signIn;
    const status = async (authorization: string) => (await scene.nobody.send(ME, {}, { authorization })).status;
    for (const word of ['Bearer', 'bearer', 'BEARER']) expect(await status(`${word} ${accessToken}`)).toBe(200);
    for (const header of [`bearer  ${accessToken}`, `Basic ${accessToken}`, accessToken, 'Bearer'])
      expect(await status(header)).toBe(401);
  });

  it('B113, B123: is refused with any letter of it changed, and a refresh token is none', async () => {
    const { accessToken, refreshToken } = (await signIn(await member())).signIn as Record<string, string>;
    for (const letter of ['A', 'B', 'Q', 'g', 'w'].filter((each) => !accessToken!.endsWith(each)))
      await refused(accessToken!.slice(0, -1) + letter);
    const [header, payload, signature] = accessToken!.split('.');
    const other = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(payload!, 'base64url').toString()), sub: newId() }),
    ).toString('base64url');
    await refused([header, other, signature].join('.'));
    await refused(refreshToken!);
    expect((await withToken(accessToken!).ask(ME)).me).toBeDefined();
  });

  it('B129: lives its ten minutes by the clock of a server that is five minutes slow, and no longer', async () => {
    const user = await member();
    const start = Date.now() - 5 * 60_000;
    const after = <T>(seconds: number, deed: () => T): T => withClock(new Date(start + seconds * 1_000), deed);
    const { accessToken } = (await after(0, () => signIn(user))).signIn;
    for (const seconds of [0, 1, 599])
      expect((await after(seconds, () => withToken(accessToken).ask(ME))).me.user.id).toBe(user.userId);
    await after(601, () => refused(accessToken));
  });

  it('B120, B121: signs nobody in when it stands in the address, and one of a megabyte is no request', async () => {
    const { accessToken } = (await signIn(await member())).signIn;
    const url = `/graphql?access_token=${accessToken}`;
    const inject = (request: object) =>
      scene.app.inject({ method: 'POST', url, payload: JSON.stringify({ query: ME }), ...request });
    expect((await inject({ headers: { 'content-type': 'application/json' } })).statusCode).toBe(401);
    await refused(createHmac('sha256', 'x').update('x').digest('base64url').repeat(20_000));
  });
});
