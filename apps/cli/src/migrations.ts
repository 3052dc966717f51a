// Every migration of the installation, in order. A new lib's migration is one more line here.
import {
  ApplicantDetails1700000003000,
  Casework1700000002000,
  Checklists1700000010000,
  Documents1700000009000,
  Hands1700000007000,
  Clocks1700000009500,
  NotesAndTasks1700000004000,
  PaperProposals1700000012000,
  SortedLists1700000006000,
} from '@haven/casework';
import {
  HeldAccess1700000005000,
  Identity1700000001000,
  KeptOriginals1700000008500,
  QuickEntry1700000011000,
} from '@haven/identity';
import { Platform1700000000000 } from '@haven/platform';

export const MIGRATIONS = [
  Platform1700000000000,
  Identity1700000001000,
  Casework1700000002000,
  ApplicantDetails1700000003000,
  NotesAndTasks1700000004000,
  HeldAccess1700000005000,
  SortedLists1700000006000,
  Hands1700000007000,
  KeptOriginals1700000008500,
  Documents1700000009000,
  Clocks1700000009500,
  Checklists1700000010000,
  QuickEntry1700000011000,
  PaperProposals1700000012000,
] as const;
