// Data: Document kinds: the papers that say who a person is or where they may be, and those that programmes ask for.
import { codeFromRow, defineCodeList, type Code, type CodeRow } from './code-list.js';

// A code without a country is the kind in general, and holds for countries that have no code of their own here.
// prettier-ignore
const rows: readonly CodeRow[] = [
  ['PASSPORT', 'Passport', 'Паспорт', 'Паспорт'],
  ['RU_INTERNAL_PASSPORT', 'Russian internal passport', 'Внутренний паспорт гражданина РФ', 'Внутрішній паспорт громадянина РФ'],
  ['RU_FOREIGN_PASSPORT_5', 'Russian foreign passport, five years', 'Заграничный паспорт РФ на пять лет', 'Закордонний паспорт РФ на п’ять років'],
  ['RU_FOREIGN_PASSPORT_10', 'Russian foreign passport, biometric, ten years', 'Биометрический заграничный паспорт РФ на десять лет', 'Біометричний закордонний паспорт РФ на десять років'],
  // One paper for home and abroad; since the decree of September 2023 consulates neither issue nor renew it.
  ['BY_PASSPORT', 'Belarusian passport', 'Паспорт гражданина Республики Беларусь', 'Паспорт громадянина Республіки Білорусь'],
  ['BY_BIOMETRIC_PASSPORT', 'Belarusian biometric passport', 'Биометрический паспорт Республики Беларусь', 'Біометричний паспорт Республіки Білорусь'],
  ['BY_ID_CARD', 'Belarusian identity card', 'Идентификационная карта Республики Беларусь', 'Ідентифікаційна картка Республіки Білорусь'],
  ['NEW_BELARUS_PASSPORT', 'Passport of New Belarus', 'Паспорт Новой Беларуси', 'Паспорт Нової Білорусі'],
  ['UA_ID_CARD', 'Ukrainian identity card', 'Внутренний паспорт Украины (карта)', 'Внутрішній паспорт України (картка)'],
  ['UA_INTERNAL_PASSPORT', 'Ukrainian internal passport, booklet', 'Внутренний паспорт Украины (книжечка)', 'Внутрішній паспорт України (книжечка)'],
  ['UA_FOREIGN_PASSPORT', 'Ukrainian foreign passport', 'Заграничный паспорт Украины', 'Закордонний паспорт України'],
  ['NATIONAL_ID', 'National identity card', 'Национальное удостоверение личности', 'Національне посвідчення особи'],
  ['TEMPORARY_CERTIFICATE', 'Temporary identity certificate', 'Временное удостоверение личности', 'Тимчасове посвідчення особи'],
  ['RETURN_CERTIFICATE', 'Certificate of return', 'Свидетельство на возвращение', 'Посвідчення на повернення'],

  ['CONVENTION_TRAVEL_DOCUMENT', 'Travel document under the 1951 Convention', 'Проездной документ по Конвенции 1951 года', 'Проїзний документ за Конвенцією 1951 року'],
  ['STATELESS_TRAVEL_DOCUMENT', 'Travel document under the 1954 Convention', 'Проездной документ по Конвенции 1954 года', 'Проїзний документ за Конвенцією 1954 року'],
  ['ALIEN_PASSPORT', 'Foreigner’s passport or travel document', 'Паспорт или проездной документ иностранца', 'Паспорт або проїзний документ іноземця'],
  ['VISA', 'Visa', 'Виза', 'Віза'],
  ['RESIDENCE_CARD', 'Residence permit card', 'Карта вида на жительство', 'Посвідка на проживання'],
  ['ASYLUM_CERTIFICATE', 'Certificate of an asylum applicant', 'Свидетельство ходатайствующего об убежище', 'Довідка шукача притулку'],
  ['TEMPORARY_PROTECTION_CERTIFICATE', 'Certificate of temporary protection', 'Свидетельство о временной защите', 'Довідка про тимчасовий захист'],

  ['BIRTH_CERTIFICATE', 'Birth certificate', 'Свидетельство о рождении', 'Свідоцтво про народження'],
  ['MARRIAGE_CERTIFICATE', 'Marriage certificate', 'Свидетельство о браке', 'Свідоцтво про шлюб'],
  ['DIVORCE_CERTIFICATE', 'Divorce certificate', 'Свидетельство о расторжении брака', 'Свідоцтво про розірвання шлюбу'],
  ['NAME_CHANGE_CERTIFICATE', 'Certificate of a change of name', 'Свидетельство о перемене имени', 'Свідоцтво про зміну імені'],
  ['MILITARY_ID', 'Military identity booklet', 'Военный билет', 'Військовий квиток'],
  ['DRIVING_LICENCE', 'Driving licence', 'Водительское удостоверение', 'Посвідчення водія'],
  ['TAX_NUMBER', 'Taxpayer number', 'Идентификационный номер налогоплательщика', 'Ідентифікаційний номер платника податків'],
  ['INSURANCE_NUMBER', 'Number of the pension insurance', 'Номер пенсионного страхования (СНИЛС)', 'Номер пенсійного страхування'],
  ['DIPLOMA', 'Diploma', 'Диплом', 'Диплом'],
  ['DISABILITY_CERTIFICATE', 'Certificate of disability', 'Справка об инвалидности', 'Довідка про інвалідність'],

  ['SUMMONS', 'Summons', 'Повестка', 'Повістка'],
  ['DRAFT_NOTICE', 'Military draft notice', 'Повестка в военкомат', 'Повістка до військкомату'],
  ['CRIMINAL_CASE_DECISION', 'Decision to open a criminal case', 'Постановление о возбуждении уголовного дела', 'Постанова про порушення кримінальної справи'],
  ['COURT_DECISION', 'Court decision or sentence', 'Решение или приговор суда', 'Рішення або вирок суду'],
  ['RELEASE_CERTIFICATE', 'Certificate of release from custody', 'Справка об освобождении', 'Довідка про звільнення'],
  ['POLICE_REPORT', 'Police report', 'Заявление в полицию или протокол', 'Заява до поліції або протокол'],
  ['CLEAN_RECORD_CERTIFICATE', 'Certificate of clean criminal record', 'Справка об отсутствии судимости', 'Довідка про несудимість'],
  ['ASYLUM_DECISION', 'Decision on asylum or residence', 'Решение об убежище или виде на жительство', 'Рішення про притулок або посвідку на проживання'],

  ['MEDICAL_REPORT', 'Medical report', 'Медицинское заключение', 'Медичний висновок'],
  ['VACCINATION_RECORD', 'Record of vaccinations', 'Сертификат о прививках', 'Сертифікат про щеплення'],
  ['INSURANCE_POLICY', 'Health insurance policy', 'Полис медицинского страхования', 'Поліс медичного страхування'],

  ['EMPLOYMENT_RECORD', 'Employment record book', 'Трудовая книжка', 'Трудова книжка'],
  ['EMPLOYMENT_CONTRACT', 'Employment contract', 'Трудовой договор', 'Трудовий договір'],
  ['PROOF_OF_INCOME', 'Proof of income', 'Подтверждение дохода', 'Підтвердження доходу'],
  ['SALARY_CERTIFICATE', 'Certificate of salary', 'Справка о зарплате', 'Довідка про заробітну плату'],
  ['BANK_STATEMENT', 'Bank statement', 'Выписка с банковского счёта', 'Виписка з банківського рахунку'],
  ['PROOF_OF_ADDRESS', 'Proof of address', 'Подтверждение адреса', 'Підтвердження адреси'],
  ['RENT_CONTRACT', 'Rent contract', 'Договор аренды жилья', 'Договір оренди житла'],
  ['UTILITY_BILL', 'Utility bill', 'Счёт за коммунальные услуги', 'Рахунок за комунальні послуги'],
  ['REGISTRATION_OF_RESIDENCE', 'Registration of residence', 'Справка о регистрации по месту жительства', 'Довідка про реєстрацію місця проживання'],
  ['LANGUAGE_CERTIFICATE', 'Language certificate', 'Сертификат о знании языка', 'Сертифікат про знання мови'],
  ['INVITATION_LETTER', 'Letter of invitation or guarantee', 'Приглашение или гарантийное письмо', 'Запрошення або гарантійний лист'],
  ['POWER_OF_ATTORNEY', 'Power of attorney', 'Доверенность', 'Довіреність'],
  ['PHOTOGRAPH', 'Photograph for a document', 'Фотография на документы', 'Фотографія на документи'],

  ['OTHER', 'Other paper', 'Другой документ', 'Інший документ'],
];

// prettier-ignore
const parents: Readonly<Record<string, string>> = {
  RU_INTERNAL_PASSPORT: 'NATIONAL_ID', RU_FOREIGN_PASSPORT_5: 'PASSPORT', RU_FOREIGN_PASSPORT_10: 'PASSPORT',
  BY_PASSPORT: 'PASSPORT', BY_BIOMETRIC_PASSPORT: 'PASSPORT', BY_ID_CARD: 'NATIONAL_ID',
  UA_ID_CARD: 'NATIONAL_ID', UA_INTERNAL_PASSPORT: 'NATIONAL_ID', UA_FOREIGN_PASSPORT: 'PASSPORT',
  DRAFT_NOTICE: 'SUMMONS', SALARY_CERTIFICATE: 'PROOF_OF_INCOME', BANK_STATEMENT: 'PROOF_OF_INCOME',
  RENT_CONTRACT: 'PROOF_OF_ADDRESS', UTILITY_BILL: 'PROOF_OF_ADDRESS', REGISTRATION_OF_RESIDENCE: 'PROOF_OF_ADDRESS',
};

const placed = (code: Code): Code => {
  const parent = parents[code.code];
  return parent ? { ...code, parent } : code;
};

/** The paper as such; its number, days and country belong to the identity document. */
export const documentKinds = defineCodeList({
  list: 'document-kinds',
  title: { en: 'Kinds of documents', ru: 'Виды документов', uk: 'Види документів' },
  source:
    'Own list, after the papers that people from Russia, Belarus and Ukraine carry, and those that host countries issue and ask for',
  checkedOn: '2026-11-24',
  codes: rows.map((row) => placed(codeFromRow(row))),
});
