// The API app: every feature behind one GraphQL door.
import { CaseworkModule, CaseworkRoutesModule } from '@haven/casework';
import { IdentityModule } from '@haven/identity';
import { OversightModule } from '@haven/oversight';
import { HavenDriver, HealthController, PagePlace, PlatformModule, records, type Settings } from '@haven/platform';
import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';

@Module({})
export class ApiModule {
  /** @param more features that have doors of their own, such as routes */
  static for(settings: Settings, more: ModuleMetadata['imports'] = []): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.for(settings),
        IdentityModule,
        CaseworkModule,
        CaseworkRoutesModule,
        OversightModule,
        GraphQLModule.forRoot({
          driver: HavenDriver,
          autoSchemaFile: true,
          buildSchemaOptions: {
            orphanedTypes: [PagePlace, ...records().map((record) => record.type)],
            numberScalarMode: 'integer',
          },
        }),
        ...more,
      ],
      controllers: [HealthController],
    };
  }
}
