// GraphQL over HTTP as its specification has it: every audit of the reference suite, against the server as it listens.
import { serverAudits } from 'graphql-http';
import { beforeAll, describe, expect, it } from 'vitest';
import { stage } from '../stage/stage.js';

describe('GraphQL over HTTP', () => {
  let url = '';
  const audits = serverAudits({ url: () => url });

  beforeAll(async () => {
    const { app } = await stage();
    await app.listen(0, '127.0.0.1');
    url = `${await app.getUrl()}/graphql`;
  });

  it('is audited in 61 points', () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits)('$id: $name', async ({ fn }) => {
    const result = await fn();
    expect(result.status, 'reason' in result ? result.reason : '').toBe('ok');
  });
});
