// The API app: every feature behind one GraphQL door.
import { CaseworkModule } from '@haven/casework';
import { IdentityModule } from '@haven/identity';
import { HavenDriver, PlatformModule, records, type Settings } from '@haven/platform';
import { Module, type DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { HealthController } from './health.controller.js';

@Module({})
export class ApiModule {
  static for(settings: Settings): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.for(settings),
        IdentityModule,
        CaseworkModule,
        GraphQLModule.forRoot({
          driver: HavenDriver,
          autoSchemaFile: true,
          buildSchemaOptions: { orphanedTypes: records().map((record) => record.type), numberScalarMode: 'integer' },
        }),
      ],
      controllers: [HealthController],
    };
  }
}
