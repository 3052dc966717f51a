// Every migration of the installation, in order. A new lib's migration is one more line here.
import {
  ApplicantDetails1700000003000,
  Casework1700000002000,
  NotesAndTasks1700000004000,
  SortedLists1700000006000,
} from '@haven/casework';
import { HeldAccess1700000005000, Identity1700000001000, QuickEntry1700000011000 } from '@haven/identity';
import { Platform1700000000000 } from '@haven/platform';

export const MIGRATIONS = [
  Platform1700000000000,
  Identity1700000001000,
  Casework1700000002000,
  ApplicantDetails1700000003000,
  NotesAndTasks1700000004000,
  HeldAccess1700000005000,
  SortedLists1700000006000,
  QuickEntry1700000011000,
] as const;
