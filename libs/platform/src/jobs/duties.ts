// Duties: who hears what and whose turn comes when, found once among all providers when the worker starts.
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { Permission } from '../access/permissions.js';
import type { Fact } from '../events/events.js';
import { markOf, type Mark } from './hears.js';

export interface Listener {
  /** `Class.method`; stands in the outbox beside what it has heard. */
  name: string;
  permissions: readonly Permission[];
  /** Whether it runs outside any transaction, and its topic goes through the lane of long work. */
  long: boolean;
  hear(payload: Fact['payload']): Promise<unknown>;
}

export interface Schedule {
  name: string;
  periodMs: number;
  permissions: readonly Permission[];
  run(): Promise<unknown>;
}

type Methods = Record<string, (...args: unknown[]) => Promise<unknown>>;

@Injectable()
export class Duties implements OnApplicationBootstrap {
  readonly schedules: Schedule[] = [];
  private readonly listeners = new Map<string, Listener[]>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** What goes through the lane of long work. */
  get longTopics(): string[] {
    return [...this.listeners].filter(([, heard]) => heard.some(({ long }) => long)).map(([topic]) => topic);
  }

  listenersOf(topic: string): readonly Listener[] {
    return this.listeners.get(topic) ?? [];
  }

  /** @throws when two duties have one name: the outbox could not tell them apart */
  onApplicationBootstrap(): void {
    // A provider may stand under several tokens.
    const instances = new Set(this.discovery.getProviders().map((provider) => provider.instance as unknown));
    const names = new Set<string>();
    for (const instance of instances) {
      if (typeof instance !== 'object' || instance === null) continue;
      const prototype = Object.getPrototypeOf(instance) as Methods | null;
      if (!prototype) continue;
      for (const method of this.scanner.getAllMethodNames(prototype)) {
        const mark = markOf(prototype[method]!);
        if (!mark) continue;
        const name = mark.kind === 'schedule' ? mark.name : `${instance.constructor.name}.${method}`;
        if (names.has(name)) throw new Error(`Two duties are called ${name}`);
        names.add(name);
        this.take(name, mark, (...args) => (instance as Methods)[method]!(...args));
      }
    }
  }

  private take(name: string, mark: Mark, deed: (...args: unknown[]) => Promise<unknown>): void {
    const { permissions } = mark;
    if (mark.kind === 'schedule') this.schedules.push({ name, permissions, periodMs: mark.periodMs, run: deed });
    else {
      const listener = { name, permissions, long: mark.long, hear: deed };
      this.listeners.set(mark.topic, [...this.listenersOf(mark.topic), listener]);
    }
  }
}
