// Routes: the one way to open a plain HTTP route, and the check that none is open to whoever comes along.
import 'reflect-metadata';
import {
  applyDecorators,
  Controller,
  Injectable,
  RequestMethod,
  SetMetadata,
  UseFilters,
  UseInterceptors,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { requirementOf, type RouteRequirement } from '../access/requires.js';
import { RouteDoor, RouteRefusals } from './route-door.js';

const BEHIND_THE_DOOR = 'haven:behind the route door';

/**
 * Opens routes for what GraphQL cannot carry: files that come and go. Each of them says with @Requires, @SignedIn, @Public or @ByTicket
 * who may ask. It belongs to a module that the API alone imports. What a route changes it changes with `Transactions`.
 * @param path under which they stand: `downloads`
 */
export const Routes = (path: string): ClassDecorator =>
  applyDecorators(
    Controller(path),
    UseInterceptors(RouteDoor),
    UseFilters(RouteRefusals),
    SetMetadata(BEHIND_THE_DOOR, true),
  );

export interface Route {
  /** `GET /downloads/:id`. */
  name: string;
  requirement?: RouteRequirement;
  /** Whether somebody looks at the requirement. */
  guarded: boolean;
}

@Injectable()
export class OpenRoutes implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Every route of every controller. */
  all(): Route[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      const methods = Object.getPrototypeOf(instance) as Record<string, object>;
      return this.scanner
        .getAllMethodNames(methods)
        .flatMap((method) => routesOf(metatype as object, methods[method]!));
    });
  }

  /** @throws when a route says no requirement, or one that nobody would look at */
  onApplicationBootstrap(): void {
    const open = this.all().filter(
      ({ requirement, guarded }) => !requirement || (requirement !== 'public' && !guarded),
    );
    if (open.length === 0) return;
    const names = open.map(({ name }) => name).join(', ');
    throw new Error(`Not opened with @Routes and guarded by @Requires, @SignedIn, @ByTicket or @Public: ${names}`);
  }
}

function routesOf(controller: object, method: object): Route[] {
  const verb = Reflect.getMetadata(METHOD_METADATA, method) as RequestMethod | undefined;
  if (verb === undefined) return [];
  const under = pathsOf(controller);
  const requirement = requirementOf(method);
  const guarded = Reflect.getMetadata(BEHIND_THE_DOOR, controller) === true;
  return under.flatMap((start) =>
    pathsOf(method).map((end) => {
      const path = [start, end].flatMap((part) => part.split('/')).filter(Boolean);
      return { name: `${RequestMethod[verb]} /${path.join('/')}`, requirement, guarded };
    }),
  );
}

const pathsOf = (marked: object): string[] => [Reflect.getMetadata(PATH_METADATA, marked) as string | string[]].flat();
