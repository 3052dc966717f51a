// What must hold of the settings: where files lie is said once, and wholly.
import { describe, expect, it } from 'vitest';
import { Settings } from './settings.js';

const REST = { DATABASE_URL: 'postgres://a/b', KEYRING_URL: 'postgres://a/c', ROOT_KEY_FILE: '/key' };
const BUCKET = { S3_BUCKET: 'haven', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' };

describe('files lie', () => {
  it('in a folder, or in a bucket with its key', () => {
    expect(Settings.from({ ...REST, FILES_FOLDER: '/files' }).get('FILES_FOLDER')).toBe('/files');
    const settings = Settings.from({ ...REST, ...BUCKET, FILES_FOLDER: '', S3_PATH_STYLE: 'on' });
    expect([settings.get('S3_BUCKET'), settings.get('S3_REGION'), settings.get('S3_PATH_STYLE')]).toEqual([
      'haven',
      'us-east-1',
      true,
    ]);
  });

  it.each([
    ['nowhere', {}, ['FILES_FOLDER']],
    ['in two places', { ...BUCKET, FILES_FOLDER: '/files' }, ['S3_BUCKET']],
    ['in a bucket without a key', { S3_BUCKET: 'haven' }, ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY']],
    ['at no address', { ...BUCKET, S3_ENDPOINT: 'somewhere' }, ['S3_ENDPOINT']],
  ])('never %s', (_is, files, named) => {
    const reading = (): Settings => Settings.from({ ...REST, ...files });
    for (const variable of named) expect(reading).toThrow(`  ${variable}: `);
  });
});
