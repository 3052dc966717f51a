// How cases are asked for.
import { reachedThrough, reads } from '@haven/platform';
import { Applicant } from '../applicants/applicant.entity.js';
import { Case } from './case.entity.js';

reads(Case, { one: 'case', list: 'cases' });
reachedThrough(() => Applicant, Case, 'applicantId');
