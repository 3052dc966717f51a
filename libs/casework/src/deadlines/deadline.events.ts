// What is told of deadlines.
import { fact } from '@haven/platform';

/** Some deadline of the applicant came, moved or fell away. */
export const DeadlinesChanged = fact<{ applicantId: string }>('deadline.changed');
