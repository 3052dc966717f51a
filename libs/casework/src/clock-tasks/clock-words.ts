// Data: Clock words: what the tasks that a clock makes say, in the languages in which Haven speaks. No names, no countries: a task may be seen by who sees nothing else.
import { InterfaceLanguage } from '@haven/identity';
import { DeadlineKind } from '../deadlines/deadline.entity.js';

type Words = Readonly<Record<InterfaceLanguage, string>>;

export const TITLES: Readonly<Record<DeadlineKind, Words>> = {
  PAPER_EXPIRES: {
    EN: 'A paper expires: have it renewed or replaced',
    RU: 'Истекает срок документа: продлить или заменить',
    UK: 'Спливає строк документа: подовжити або замінити',
  },
  VISA_ENDS: {
    EN: 'Visa ends: find a further ground for staying',
    RU: 'Заканчивается виза: найти дальнейшее основание для пребывания',
    UK: 'Закінчується віза: знайти подальшу підставу для перебування',
  },
  STATUS_ENDS: {
    EN: 'Residence status ends: apply for its extension',
    RU: 'Заканчивается статус пребывания: подать на продление',
    UK: 'Закінчується статус перебування: подати на подовження',
  },
  APPEAL_ENDS: {
    EN: 'Time for the appeal ends: file it or decide against it',
    RU: 'Заканчивается срок обжалования: подать жалобу или отказаться от неё',
    UK: 'Закінчується строк оскарження: подати скаргу або відмовитися від неї',
  },
  STAY_ENDS: {
    EN: 'Days of stay run out: plan the exit or another ground for staying',
    RU: 'Истекают дни пребывания: спланировать выезд или другое основание',
    UK: 'Спливають дні перебування: спланувати виїзд або іншу підставу',
  },
  REGISTRATION_DUE: {
    EN: 'Stay is to be registered with the authorities',
    RU: 'Встать на учёт по месту пребывания',
    UK: 'Зареєструвати перебування',
  },
};

/** Why a clock calls its own task off. */
export const NO_LONGER_NEAR: Words = {
  EN: 'The day that it warned of has moved away or no longer matters.',
  RU: 'Дата, о которой предупреждала задача, перенесена или больше не важна.',
  UK: 'Дату, про яку попереджало завдання, перенесено або вона більше не важлива.',
};
