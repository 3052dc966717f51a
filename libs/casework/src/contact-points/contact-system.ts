// Contact systems: the ways in which a person can be reached.
import { registerEnumType } from '@nestjs/graphql';

export enum ContactSystem {
  PHONE = 'PHONE',
  SMS = 'SMS',
  EMAIL = 'EMAIL',
  SIGNAL = 'SIGNAL',
  TELEGRAM = 'TELEGRAM',
  WHATSAPP = 'WHATSAPP',
  MATRIX = 'MATRIX',
  IN_PERSON = 'IN_PERSON',
  VIA_TRUSTED_PERSON = 'VIA_TRUSTED_PERSON',
}
registerEnumType(ContactSystem, {
  name: 'ContactSystem',
  description: 'A way in which a person can be reached. Messages never carry facts of a case.',
  valuesMap: {
    PHONE: { description: 'A call to a number.' },
    SMS: { description: 'A text message to a number. Networks keep its text.' },
    EMAIL: { description: 'An e-mail address.' },
    SIGNAL: { description: 'A number or a username of Signal.' },
    TELEGRAM: { description: 'A number, a numeric id or a handle of Telegram; handles change hands, ids do not.' },
    WHATSAPP: { description: 'A number of WhatsApp.' },
    MATRIX: { description: 'An id of Matrix.' },
    IN_PERSON: { description: 'Where and how the person is met.' },
    VIA_TRUSTED_PERSON: { description: 'Somebody who passes on that there is a message.' },
  },
});
