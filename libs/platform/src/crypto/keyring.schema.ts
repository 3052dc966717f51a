// The keyring's tables: a database of its own, so that a backup of the data is not also a backup of its keys.

/**
 * organization_key: versions of each organisation's key, wrapped by the root key.
 * subject_key: the seed of each subject, as it is: without the organisation's key it opens nothing, and one more
 * wrapping would cost every worklist fifty decryptions.
 * erasure: who was erased, and when. It rules over subject_key: a subject named here has no key, whatever a restored
 * backup brought back, and gets none again.
 */
export const keyringSchema = `
  create table if not exists organization_key (
    organization_id uuid not null,
    version integer not null check (version between 1 and 65535),
    wrapped bytea not null,
    created_at timestamptz not null default now(),
    primary key (organization_id, version)
  );
  create table if not exists subject_key (
    organization_id uuid not null,
    subject_id uuid not null,
    seed bytea not null check (octet_length(seed) = 32),
    primary key (organization_id, subject_id)
  );
  create table if not exists erasure (
    organization_id uuid not null,
    subject_id uuid not null,
    erased_at timestamptz not null default now(),
    primary key (organization_id, subject_id)
  );
`;

/** What `create ... if not exists` may still answer when several processes start at once. */
export const CREATED_MEANWHILE: ReadonlySet<unknown> = new Set([
  '23505', // unique_violation, in the catalogue
  '42P07', // duplicate_table
  '42710', // duplicate_object: the table's row type
]);

/**
 * Versions of a key, and which of them encrypts: the newest that has been known for two minutes (or the first), so
 * that no process still holds a list without it.
 */
export const SELECT_ORGANIZATION_KEYS = `
  select version, wrapped, version = 1 or created_at < now() - interval '120 seconds' as settled
    from organization_key where organization_id = $1 order by version`;

export const INSERT_ORGANIZATION_KEY = `
  insert into organization_key (organization_id, version, wrapped) values ($1, $2, $3)`;

export const SELECT_SEEDS = `
  select s.subject_id, s.seed from subject_key s
   where s.organization_id = $1 and s.subject_id = any($2::uuid[])
     and not exists (select from erasure e where e.organization_id = $1 and e.subject_id = s.subject_id)`;

export const INSERT_SEEDS = `
  insert into subject_key (organization_id, subject_id, seed)
  select $1, n.subject_id, n.seed from unnest($2::uuid[], $3::bytea[]) as n (subject_id, seed)
   where not exists (select from erasure e where e.organization_id = $1 and e.subject_id = n.subject_id)
  on conflict do nothing`;

export const ERASE_SUBJECT = `
  with destroyed as (delete from subject_key where organization_id = $1 and subject_id = $2)
  insert into erasure (organization_id, subject_id) values ($1, $2) on conflict do nothing`;

export const REPLAY_ERASURES = `
  delete from subject_key s using erasure e
   where s.organization_id = e.organization_id and s.subject_id = e.subject_id`;

export const SELECT_ERASURES = `
  select organization_id as "organizationId", subject_id as "subjectId", erased_at as "erasedAt"
    from erasure order by erased_at, organization_id, subject_id`;
