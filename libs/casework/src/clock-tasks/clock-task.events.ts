// What is told of the clock's rounds.
import { fact } from '@haven/platform';

/** A round goes on behind this applicant; null at its beginning. */
export const ClockRound = fact<{ afterId: string | null }>('deadline.round');
