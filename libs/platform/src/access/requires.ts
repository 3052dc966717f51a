// Requires: the permission stands beside the operation. An operation with neither mark stops the app from starting.
import 'reflect-metadata';
import type { Permission } from './permissions.js';

/** Who may run an operation: a permission, everyone signed in, or everyone. */
export type Requirement = { permission: Permission } | 'signed-in' | 'public';
/** An HTTP route may also be asked with a sealed ticket, which the route itself opens. */
export type RouteRequirement = Requirement | 'ticket';

const KEY = Symbol('requirement');

const mark =
  (requirement: RouteRequirement): MethodDecorator =>
  (_target, _name, descriptor) =>
    Reflect.defineMetadata(KEY, requirement, descriptor.value as object);

/** The operation needs this permission, in whatever reach the role grants it. */
export const Requires = (permission: Permission): MethodDecorator => mark({ permission });
/** Everyone who has signed in may ask; it concerns only themselves. */
export const SignedIn = (): MethodDecorator => mark('signed-in');
/** Everyone may ask, signed in or not. */
export const Public = (): MethodDecorator => mark('public');

/** Whoever holds a sealed ticket may ask: an HTTP route opens it and says with `actAs` in whose name it goes on. */
export const ByTicket = (): MethodDecorator => mark('ticket');

export const requirementOf = (method: object): RouteRequirement | undefined =>
  Reflect.getMetadata(KEY, method) as RouteRequirement | undefined;
