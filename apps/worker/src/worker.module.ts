// The worker app: the same features as the API, behind no door. Facts and the clock set them going.
import { CaseworkModule } from '@haven/casework';
import { IdentityModule } from '@haven/identity';
import { OversightModule } from '@haven/oversight';
import { JobsModule, PlatformModule, type Settings } from '@haven/platform';
import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { WorkerController } from './worker.controller.js';

@Module({})
export class WorkerModule {
  /** @param more features whose listeners and schedules belong to this worker as well */
  static for(settings: Settings, more: ModuleMetadata['imports'] = []): DynamicModule {
    return {
      module: WorkerModule,
      imports: [PlatformModule.for(settings), IdentityModule, CaseworkModule, OversightModule, JobsModule, ...more],
      controllers: [WorkerController],
    };
  }
}
