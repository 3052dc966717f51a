// The bare handler: Fastify and one hand-written prepared statement, in the same kind of transaction under the same row security.
// Entry and statement go out under one Sync, as Haven's do. Names are in the clear, nothing is audited, nobody is checked.
import Fastify from 'fastify';
import { Pool } from 'pg';
import { Batch, type Statement } from '../../../libs/platform/src/database/batch.js';
import { urls } from './place.js';

const [server, port] = process.argv.slice(2);
const pool = new Pool({ connectionString: (await urls(server!)).app, max: 8 });

const CASE = `'id', c.id, 'number', c.number, 'status', c.status, 'priority', c.priority, 'riskLevel', c.risk_level, 'programme', c.programme,
  'openedAt', to_char(c.opened_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'dueOn', c.due_on, 'version', c.version,
  'applicant', (select json_build_object('id', a.id, 'displayName', a.plain_name, 'birthYear', a.birth_year, 'gender', a.gender) from applicant a where a.organization_id = $1 and a.id = c.applicant_id),
  'assignee', (select json_build_object('id', u.id, 'name', u.plain_name) from "user" u where u.organization_id = $1 and u.id = c.assignee_id),
  'documents', (select json_build_object('nodes', coalesce(json_agg(json_build_object('id', d.id, 'title', d.title, 'kind', d.kind, 'status', d.status, 'expiresOn', d.expires_on)), '[]'))
    from (select * from bench_document d where d.organization_id = $1 and d.case_id = c.id order by d.created_at desc, d.id desc limit 10) d),
  'referrals', (select json_build_object('nodes', coalesce(json_agg(json_build_object('id', r.id, 'sector', r.sector, 'status', r.status, 'provider', r.provider, 'sentAt', to_char(r.sent_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))), '[]'))
    from (select * from bench_referral r where r.organization_id = $1 and r.case_id = c.id order by r.created_at desc, r.id desc limit 10) r)`;

const WORKLIST = `select json_build_object('data', json_build_object('cases', json_build_object('nodes', coalesce(json_agg(json_build_object(${CASE})), '[]'))))::text
  from (select * from "case" c where c.organization_id = $1 order by c.opened_at desc, c.id desc limit 50) c`;
const ONE = `select json_build_object('data', json_build_object('case', json_build_object(${CASE})))::text from "case" c where c.organization_id = $1 and c.id = $2`;

const enter = (organization: string): Statement => ({
  name: 'enter',
  text: 'select enter($1, $2, null, 0, true, false)',
  values: [organization, organization],
});

async function answer(organization: string, statement: Statement): Promise<string> {
  const client = await pool.connect();
  try {
    const answers = await client.query(new Batch([enter(organization), statement])).done;
    return answers[1]!.rows[0]![0]!;
  } finally {
    client.release();
  }
}

const fastify = Fastify();
fastify.post<{ Headers: { organization: string }; Body: { id?: string } }>('/', async (request, reply) => {
  const { organization } = request.headers;
  const { id } = request.body;
  const statement = id
    ? { name: 'one', text: ONE, values: [organization, id] }
    : { name: 'worklist', text: WORKLIST, values: [organization] };
  return reply.type('application/json; charset=utf-8').send(await answer(organization, statement));
});
await fastify.listen({ port: Number(port), host: '127.0.0.1' });
process.send?.('ready');
