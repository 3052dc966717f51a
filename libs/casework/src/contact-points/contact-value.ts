// Contact values: the one form in which an address, number or handle is kept, and the forms under which it is found.
import { domainToASCII } from 'node:url';
import { normalForm } from '@haven/kernel';
import { parseIncompletePhoneNumber, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { ContactSystem } from './contact-system.js';

/** A value as it is kept, with the country whose network it belongs to where the value tells it; or why it is refused. */
export type ContactValue = { ok: true; value: string; country?: string } | { ok: false; message: string };

const PHONE = /^\+?[\p{Nd}\s().\-\/\u2010-\u2015]{5,40}$/u;
const ABROAD = /^\s*(?:\+|00)/;
const TELEGRAM_ID = /^\d{5,15}$/;
const TELEGRAM_LINK = /^(?:https?:\/\/)?(?:www\.)?(?:t|telegram)\.me\//i;
const TELEGRAM_HANDLE = /^[A-Za-z][A-Za-z0-9_]{3,31}$/;
const SIGNAL_HANDLE = /^[A-Za-z_][A-Za-z0-9_]{2,31}\.\d{2,9}$/;
const MATRIX_HANDLE = /^[a-z0-9._=\-\/+]{1,128}:[A-Za-z0-9.\-]{1,120}(?::\d{1,5})?$/;
const MAIL_LOCAL = /^[A-Za-z0-9!#$%&'*+\/=?^_`{|}~.\-]{1,64}$/;
const MAIL_DOMAIN = /^[\p{L}\p{M}\p{N}.\-]{1,253}$/u;
const HOST_LABEL = /^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$/;
const LONGEST_MAIL = 254;

const refuse = (message: string): ContactValue => ({ ok: false, message });

/**
 * The form in which a value is kept: numbers in E.164, e-mail addresses with a small ASCII domain, handles without the leading @.
 * @param country ISO 3166-1 code of where a number written without its country code is dialled
 */
export function canonicalContact(system: ContactSystem, typed: string, country?: string): ContactValue {
  const text = typed.trim();
  switch (system) {
    case ContactSystem.PHONE:
    case ContactSystem.SMS:
    case ContactSystem.WHATSAPP:
      return phone(text, country);
    case ContactSystem.EMAIL:
      return mail(text);
    case ContactSystem.SIGNAL:
      return PHONE.test(text)
        ? phone(text, country)
        : handle(text, SIGNAL_HANDLE, 'A number, or a username such as anna.01.');
    case ContactSystem.TELEGRAM:
      return telegram(text, country);
    case ContactSystem.MATRIX:
      return handle(text, MATRIX_HANDLE, 'A Matrix id such as @anna:example.org.');
    case ContactSystem.IN_PERSON:
    case ContactSystem.VIA_TRUSTED_PERSON:
      return { ok: true, value: text };
  }
}

function telegram(text: string, country?: string): ContactValue {
  const name = text.replace(TELEGRAM_LINK, '');
  if (TELEGRAM_ID.test(name)) return { ok: true, value: name };
  if (PHONE.test(name)) return phone(name, country);
  return handle(name, TELEGRAM_HANDLE, 'A number, a numeric id, or a handle such as @anna_k.');
}

function handle(text: string, shape: RegExp, example: string): ContactValue {
  const name = text.replace(/^@/, '');
  return shape.test(name) ? { ok: true, value: name } : refuse(example);
}

function phone(text: string, country?: string): ContactValue {
  if (!PHONE.test(text))
    return refuse(
      'A number has digits only, with +, spaces, hyphens, dots or brackets between them; no letters and no extension.',
    );
  const parsed = dialled(text, country);
  if (parsed) return { ok: true, value: parsed.number, ...(parsed.country && { country: parsed.country }) };
  return refuse(
    ABROAD.test(text) || country
      ? 'There is no such number. Write it with its country code, such as +48 601 234 567.'
      : 'Write the number with its country code, such as +48 601 234 567.',
  );
}

function dialled(text: string, country?: string) {
  const digits = parseIncompletePhoneNumber(text).replace(/^00/, '+');
  const parsed = parsePhoneNumberFromString(digits, {
    defaultCountry: country as CountryCode | undefined,
    extract: false,
  });
  return parsed?.isValid() ? parsed : undefined;
}

function mail(text: string): ContactValue {
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  const example = refuse('An e-mail address such as anna@example.org.');
  if (at < 1 || !MAIL_LOCAL.test(local) || !MAIL_DOMAIN.test(domain)) return example;
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return example;
  const host = domainToASCII(domain).toLowerCase();
  const labels = host.split('.');
  if (labels.length < 2 || !labels.every((label) => HOST_LABEL.test(label)) || !/[a-z]/.test(labels.at(-1)!))
    return example;
  const value = `${local}@${host}`;
  return value.length > LONGEST_MAIL
    ? refuse(`An e-mail address has at most ${LONGEST_MAIL} characters.`)
    : { ok: true, value };
}

/**
 * The forms under which a value is kept for finding, and looked for: a number is found with and without its country code, however it
 * is grouped; addresses and handles in any case. The same function makes both, so what is kept has every form of what is typed.
 */
export function contactSearchForms(typed: string): string[] {
  const text = typed.normalize('NFKC').trim();
  if (PHONE.test(text)) return phoneForms(text);
  const address = mail(text);
  if (address.ok) return [address.value.toLowerCase()];
  const name = text.replace(TELEGRAM_LINK, '').replace(/^@/, '').toLowerCase();
  const form = /\s/.test(name) ? normalForm(name) : name;
  return form === '' ? [] : [form];
}

/** The number as dialled from abroad, and as dialled at home: bare, with 0, and with the trunk prefix of its country. */
function phoneForms(text: string): string[] {
  const digits = (number: string): string => parseIncompletePhoneNumber(number).replace(/\D/g, '');
  const parsed = ABROAD.test(text) ? dialled(text) : undefined;
  if (!parsed) return [digits(text)].filter((form) => form !== '');
  const { number, nationalNumber } = parsed;
  return [...new Set([digits(number), nationalNumber, `0${nationalNumber}`, digits(parsed.formatNational())])];
}
