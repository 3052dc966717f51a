// The worker: its features and a small server that says how it is. Facts are handed on once its shift is started.
import type { Settings } from '@haven/platform';
import type { ModuleMetadata } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { WorkerModule } from './worker.module.js';

/** The server takes no bodies: there is nothing to send to it. */
const BODY_LIMIT = 1;

/** Closing it finishes the batches under way. */
export function createWorker(
  settings: Settings,
  more: ModuleMetadata['imports'] = [],
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT, logger: false, return503OnClosing: true });
  return NestFactory.create<NestFastifyApplication>(WorkerModule.for(settings, more), adapter, {
    // As the API: Nest keeps one logger for the whole process, and the API may run in this one.
    logger: ['fatal', 'warn'],
    bodyParser: false,
    abortOnError: false,
  });
}
