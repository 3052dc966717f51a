// Today: which calendar day it is for an organisation. Due dates and clocks are days there, not in UTC.
import { dayIn, now } from '@haven/kernel';
import type { Who } from '../access/who.js';

export const today = (who: Who): string => dayIn(now(), who.timeZone);
