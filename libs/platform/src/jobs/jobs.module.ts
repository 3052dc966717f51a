// The jobs' wiring, for the worker only: elsewhere the marks of listeners and schedules mean nothing.
import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Duties } from './duties.js';
import { Housekeeping } from './housekeeping.js';
import { JobMetrics } from './job-metrics.js';
import { Outbox } from './outbox.js';
import { Relay } from './relay.js';
import { Shift } from './shift.js';
import { Steward } from './steward.js';
import { Timetable } from './timetable.js';

@Module({
  imports: [DiscoveryModule],
  providers: [Duties, Steward, Outbox, JobMetrics, Relay, Timetable, Housekeeping, Shift],
  exports: [Shift, Relay, Timetable, JobMetrics],
})
export class JobsModule {}
