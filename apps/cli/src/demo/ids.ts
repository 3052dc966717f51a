// Ids of demo records: the same in every installation, so that a start that was interrupted goes on where it stopped.
import { namedId } from '@haven/kernel';

export const demoId = (...name: readonly (string | number)[]): string => namedId(`haven demo ${name.join(' ')}`);
