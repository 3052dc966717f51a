// The refusal of what nobody does to themselves.
import { defineErrors } from '@haven/kernel';

export const oneselfErrors = defineErrors({
  NOT_TO_ONESELF: 'Nobody does this to themselves: ask a colleague.',
});
