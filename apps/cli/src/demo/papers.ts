// The demo's papers: what two of its programmes ask for, so that their cases have a checklist.
import { programmeForm, RequiredDocument } from '@haven/casework';
import type { Draft } from '@haven/platform';
import type { DemoDesk } from './desk.js';
import { demoId } from './ids.js';
import type { PROGRAMMES } from './phrases.js';

type DemoPaper = Partial<Draft<RequiredDocument>> & { kinds: string[] };

const PAPERS: Partial<Record<(typeof PROGRAMMES)[number], readonly DemoPaper[]>> = {
  'Legal stay': [
    { kinds: ['PASSPORT', 'CONVENTION_TRAVEL_DOCUMENT'], validForDays: 90, dueInWorkingDays: 5 },
    { kinds: ['PROOF_OF_ADDRESS'], dueInWorkingDays: 10, description: 'Not older than three months.' },
    { kinds: ['CLEAN_RECORD_CERTIFICATE'], dueInWorkingDays: 20, mustBeVerified: true },
    { kinds: ['PHOTOGRAPH'], obligatory: false },
  ],
  'Language and work': [
    { kinds: ['EMPLOYMENT_RECORD', 'EMPLOYMENT_CONTRACT'], dueInWorkingDays: 10, obligatory: false },
    { kinds: ['DIPLOMA'], document: 'Diploma with its supplement', dueInWorkingDays: 15 },
  ],
};
const ASKED_BY: Readonly<Record<string, string>> = {
  'Legal stay': 'Migration office',
  'Language and work': 'Employers',
};

/** Writes what is asked for, once. */
export function writePapers(desk: DemoDesk): Promise<void> {
  const { mark } = desk.organization;
  return desk.as('admin', async () => {
    const known = await desk.records(RequiredDocument).count({});
    if (known > 0) return;
    for (const [programme, papers] of Object.entries(PAPERS))
      for (const [index, paper] of papers.entries())
        await desk.records(RequiredDocument).add({
          ...{ obligatory: true, mustBeVerified: false, askedBy: ASKED_BY[programme], ...paper },
          id: demoId(mark, 'paper', programme, index),
          ...{ programme, programmeForm: programmeForm(programme) },
        });
  });
}
