// Requires: the permission stands beside the operation. An operation with neither mark stops the app from starting.
import 'reflect-metadata';
import type { Permission } from './permissions.js';

/** Who may run an operation: a permission, everyone signed in, or everyone. */
export type Requirement = { permission: Permission } | 'signed-in' | 'public';

const KEY = Symbol('requirement');

const mark =
  (requirement: Requirement): MethodDecorator =>
  (_target, _name, descriptor) =>
    Reflect.defineMetadata(KEY, requirement, descriptor.value as object);

/** The operation needs this permission, in whatever reach the role grants it. */
export const Requires = (permission: Permission): MethodDecorator => mark({ permission });
/** Everyone who has signed in may ask; it concerns only themselves. */
export const SignedIn = (): MethodDecorator => mark('signed-in');
/** Everyone may ask, signed in or not. */
export const Public = (): MethodDecorator => mark('public');

export const requirementOf = (method: object): Requirement | undefined =>
  Reflect.getMetadata(KEY, method) as Requirement | undefined;
