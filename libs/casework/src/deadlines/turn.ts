// The turn: operations that reckon for one applicant do it one after the other.
import { unitOfWork } from '@haven/platform';

/**
 * Waits until nobody else reckons for the applicant, and keeps others waiting until the operation is over. The lock is the one that lets
 * others refer to the applicant meanwhile: whoever makes a task holds the case and then refers to the applicant, whoever reckons does it
 * the other way round, and with a stronger lock each would wait for the other.
 */
export async function takeTurn(applicantId: string): Promise<void> {
  const work = unitOfWork();
  await work.run('select from "applicant" where organization_id = $1 and id = $2 for no key update', [
    work.who.organizationId,
    applicantId,
  ]);
}
