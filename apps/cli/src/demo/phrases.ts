// What the demo's notes and tasks say: sentences that could stand in any case and give nobody away.
import { NoteKind } from '@haven/casework';

export const PROGRAMMES = ['Arrival', 'Legal stay', 'Emergency support', 'Language and work'] as const;

export const NOTES: readonly (readonly [kind: NoteKind, subject: string, text: string])[] = [
  [
    NoteKind.OFFICE_VISIT,
    'First conversation',
    'Came alone, calm. Wants to know first which papers are needed and how long it will take. Explained both.',
  ],
  [
    NoteKind.PHONE_CALL,
    'Called about the appointment',
    'Confirmed the day at the migration office. Will bring the original and one copy.',
  ],
  [NoteKind.MESSAGE, 'Ответ в Signal', 'Получили короткий ответ: всё по плану, перезвонит после работы.'],
  [NoteKind.HOME_VISIT, 'Flat seen', 'Two rooms, heating works. The owner agrees to a contract of one year.'],
  [NoteKind.MEETING, 'Case meeting', 'Agreed who does what until the end of the month; see the tasks.'],
  [
    NoteKind.OFFICE_VISIT,
    'Документы принесены',
    'Копии сделаны, оригиналы возвращены. Не хватает перевода свидетельства.',
  ],
  [
    NoteKind.CONTACT,
    'Language course',
    'Enrolled in the evening course, twice a week. The fee is covered by the programme.',
  ],
  [NoteKind.PHONE_CALL, 'Дзвінок щодо роботи', 'Є запрошення на співбесіду; просить допомогти з резюме.'],
  [
    NoteKind.OBSERVATION,
    'Tired',
    'Sleeps badly since the move. Offered the contact of the psychologist; will think about it.',
  ],
  [
    NoteKind.LEGAL_ADVICE,
    'Basis of stay',
    'Went through the possible bases of stay. The humanitarian one fits best; the period for applying is still open.',
  ],
];

export const TASKS = [
  'Call back about the appointment',
  'Ask for the translation of the certificate',
  'Check the lease before it is signed',
  'Перезвонить после подачи документов',
  'Book an interpreter',
  'Renew the health insurance',
  'Підготувати резюме',
  'Prepare the application for a permit',
  'Confirm the place in the language course',
] as const;
