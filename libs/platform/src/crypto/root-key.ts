// The root key: the one secret that is outside every database, and everything that hangs directly on it.
import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { mkdir, open, readFile, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { binding, decryptBytes, encryptBytes, KEY_BYTES } from './cipher.js';

/** Where the root key comes from: a file by default; a KMS or Vault may answer instead. */
export interface RootKeySource {
  /** The same 32 bytes every time. */
  load(): Promise<Buffer>;
}

/** The root key cannot be used. The message says what to do and never holds any part of the key. */
export class RootKeyError extends Error {
  override readonly name = 'RootKeyError';
}

const WRAP_HEADER = Buffer.from([1]); // the format of a wrapped organisation key
const OTHERS_MAY_READ_OR_WRITE = 0o037; // the group may read: mounted secrets are often 0440
const READ_TRIES = 20;
const READ_PAUSE_MS = 50;

/** Derives and wraps; the bytes themselves never leave it, nor show when it is printed or logged. */
export class RootKey {
  readonly #bytes: Buffer;
  readonly #wrapping: KeyObject;

  private constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#wrapping = createSecretKey(this.derive('organization key wrapping'));
  }

  /** @throws RootKeyError when the source does not answer with 32 bytes. */
  static async load(source: RootKeySource): Promise<RootKey> {
    const bytes = await source.load();
    if (bytes.length !== KEY_BYTES) throw new RootKeyError(`The root key must have ${KEY_BYTES} bytes.`);
    return new RootKey(Buffer.from(bytes));
  }

  /**
   * A secret of 32 bytes for one purpose (HKDF-SHA-256): the app role's database password, the cursor seal, the
   * blind index of sign-in e-mails, the seed that signs tokens. From one nothing follows about another, nor about
   * the root key.
   *
   * @param label the purpose; the same label gives the same secret as long as the root key lives.
   */
  derive(label: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#bytes, '', binding('haven', 'root', label), KEY_BYTES));
  }

  /** Encrypts an organisation's key for the keyring, bound to the organisation and the version of the key. */
  wrap(organizationId: string, version: number, key: Buffer): Buffer {
    return encryptBytes(this.#wrapping, wrapBinding(organizationId, version), key, WRAP_HEADER);
  }

  /** @throws CiphertextError when it was wrapped by another root key, for another organisation, or altered. */
  unwrap(organizationId: string, version: number, wrapped: Buffer): KeyObject {
    const what = `the key of organisation ${organizationId}, version ${version}`;
    const bytes = wrapped.subarray(WRAP_HEADER.length);
    const bound = wrapBinding(organizationId, version, wrapped[0]);
    return createSecretKey(decryptBytes(this.#wrapping, bound, bytes, what));
  }
}

function wrapBinding(organizationId: string, version: number, format: number | undefined = WRAP_HEADER[0]): Buffer {
  return binding('haven', 'organization key', String(format), organizationId, String(version));
}

/**
 * The root key in a file: 32 random bytes in base64url, mode 0600, made when the file does not exist yet. A copy
 * must be kept elsewhere, apart from the backups of both databases: without it nobody can be read any more.
 */
export class RootKeyFile implements RootKeySource {
  constructor(private readonly path: string) {}

  /** @throws RootKeyError when the file can be read by others, or does not hold a key. */
  async load(): Promise<Buffer> {
    return (await this.create()) ?? (await this.read());
  }

  /** The new key, or null when there was a file: 'wx' lets one of several simultaneous first starts win. */
  private async create(): Promise<Buffer | null> {
    let file: FileHandle;
    try {
      await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
      file = await open(this.path, 'wx', 0o600);
    } catch (error) {
      // An existing file may also be one we cannot write beside: a secret mounted read-only.
      if (await this.exists()) return null;
      throw error;
    }
    try {
      const key = randomBytes(KEY_BYTES);
      await file.writeFile(key.toString('base64url') + '\n');
      await file.sync(); // before anything is encrypted under it
      return key;
    } finally {
      await file.close();
    }
  }

  private async read(): Promise<Buffer> {
    const { mode } = await stat(this.path);
    if (process.platform !== 'win32' && mode & OTHERS_MAY_READ_OR_WRITE) {
      throw new RootKeyError(`The root key file ${this.path} is open to others; make it mode 0600.`);
    }
    // Another process may have made the file and not yet written it.
    for (let attempt = 0; attempt < READ_TRIES; attempt++) {
      const text = (await readFile(this.path, 'utf8')).trim();
      if (text !== '') return this.parse(text);
      await pause(READ_PAUSE_MS);
    }
    throw new RootKeyError(`The root key file ${this.path} is empty; put the key back, or remove it if none was made.`);
  }

  private parse(text: string): Buffer {
    const key = Buffer.from(text, 'base64url');
    // Node skips what is not base64url, so only the way back shows that nothing was skipped.
    if (key.length !== KEY_BYTES || key.toString('base64url') !== text) {
      throw new RootKeyError(`The root key file ${this.path} does not hold ${KEY_BYTES} bytes in base64url.`);
    }
    return key;
  }

  private async exists(): Promise<boolean> {
    return stat(this.path).then(
      () => true,
      () => false,
    );
  }
}
