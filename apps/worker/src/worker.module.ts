// The worker app: the same features as the API, behind no door. Facts and the clock set them going.
import { CaseworkModule } from '@haven/casework';
import { IdentityModule } from '@haven/identity';
import { OversightModule } from '@haven/oversight';
import { JobsModule, OpenRoutes, PlatformModule, type Settings } from '@haven/platform';
import { Module, type DynamicModule, type ModuleMetadata, type OnApplicationBootstrap } from '@nestjs/common';
import { WorkerController } from './worker.controller.js';

@Module({})
export class WorkerModule implements OnApplicationBootstrap {
  constructor(private readonly routes: OpenRoutes) {}

  /** @param more features whose listeners and schedules belong to this worker as well */
  static for(settings: Settings, more: ModuleMetadata['imports'] = []): DynamicModule {
    return {
      module: WorkerModule,
      imports: [PlatformModule.for(settings), IdentityModule, CaseworkModule, OversightModule, JobsModule, ...more],
      controllers: [WorkerController],
    };
  }

  /** @throws when a feature brings routes along: the worker's server has neither the limits nor the refusals of the API's */
  onApplicationBootstrap(): void {
    const brought = this.routes.all().filter(({ guarded }) => guarded);
    if (brought.length > 0)
      throw new Error(`Routes belong to a module of the API alone: ${brought.map(({ name }) => name).join(', ')}`);
  }
}
