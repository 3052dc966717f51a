import { it } from 'vitest';
import { Client } from 'pg';
import { freshDatabase, rootKey } from '../stage/servers.js';
import { withLogin } from '@haven/platform';
it('plans', async () => {
  const { adminUrl, drop } = await freshDatabase();
  const admin = new Client({ connectionString: adminUrl }); await admin.connect();
  const q = await admin.query(`select p.oid::regprocedure::text f, p.proleakproof from pg_proc p where proname in ('arrayoverlap','arraycontains','arraycontained','array_eq','uuid_eq','ginarrayconsistent','jsonb_contains','jsonb_exists')`);
  console.log(q.rows);
  const ops = await admin.query(`select distinct am.amname, ao.amopopr::regoperator::text op from pg_amop ao join pg_am am on am.oid=ao.amopmethod join pg_operator o on o.oid=ao.amopopr join pg_proc p on p.oid=o.oprcode where p.proleakproof and am.amname in ('gin','gist','spgist','brin') order by 1,2`);
  console.log(ops.rows.map(r=>r.amname+' '+r.op).join('\n'));
  const org = '018f4e2a-0000-7000-8000-000000000001', org2='018f4e2a-0000-7000-8000-000000000002';
  await admin.query(`insert into audit_event select o.org, ('018f'||lpad(to_hex((i/65536)::int),4,'0')||'-'||lpad(to_hex((i%65536)::int),4,'0')||'-7000-8000-'||lpad(to_hex(i),12,'0'))::uuid, timestamptz '2026-01-01' + i * interval '1 min', gen_random_uuid(), null, 'r','op', 'READ', null, null,
    array(select ('018f4e2a-1111-7000-8000-'||lpad(to_hex((random()*20000)::int + j*0),12,'0'))::uuid from generate_series(1, case when i%2=0 then 25 else 1 end) j where i is not null), '{IDENTITY}', o.org, '\\x00'
    from generate_series(1,100000) i, (values ($1::uuid)) o(org)`, [org]);
  await admin.query('analyze audit_event');
  const key = await rootKey();
  const app = new Client({ connectionString: withLogin(adminUrl, 'haven_app', key) }); await app.connect();
  const run = async (c: Client, sql: string, v: unknown[]) => {
    await c.query('begin'); await c.query(`set local app.organization_id = '${org}'`);
    const r = await c.query('explain (analyze, buffers off, costs off) ' + sql, v); await c.query('rollback');
    console.log(r.rows.map((x) => x['QUERY PLAN']).join('\n'));
  };
  const subject = '018f4e2a-1111-7000-8000-000000000100';
  const sql = `select id from audit_event where organization_id = $1 and subject_ids @> array[$2]::uuid[] order by id desc limit 51`;
  console.log('--- superuser'); await run(admin, sql, [org, subject]);
  console.log('--- app'); await run(app, sql, [org, subject]);
  // insert cost: GIN against child table
  await admin.query(`create table audit_subject (organization_id uuid not null, subject_id uuid not null, event_id uuid not null, primary key (organization_id, subject_id, event_id))`);
  await admin.query(`alter table audit_subject enable row level security; alter table audit_subject force row level security; create policy t on audit_subject for all using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid)) with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid)); grant all on audit_subject to haven_app`);
  const t0=Date.now();
  await admin.query(`insert into audit_subject select distinct organization_id, s, id from audit_event, unnest(subject_ids) s`);
  await admin.query('analyze audit_subject'); console.log('fill', Date.now()-t0);
  await run(app, `select e.id, e.at from audit_subject s join audit_event e on e.organization_id = s.organization_id and e.id = s.event_id where s.organization_id = $1 and s.subject_id = $2 and e.organization_id = $1 order by s.event_id desc limit 51`, [org, subject]);
  const ids = (n: number) => Array.from({length:n},()=>('018f4e2a-1111-7000-8000-'+Math.floor(Math.random()*20000).toString(16).padStart(12,'0')));
  const time = async (name: string, gin: boolean, child: boolean, n: number) => {
    const N = 1500; let k = 0;
    const start = process.hrtime.bigint();
    for (let i=0;i<N;i++) {
      const id = crypto.randomUUID(); const subs=[...new Set(ids(n))];
      await app.query({ name: 'b'}.name === 'x' ? '' : 'begin'); await app.query(`set local app.organization_id = '${org}'`);
      if (child) await app.query({ name: 'child'+gin, text: `with e as (insert into audit_event values ($1,$2,now(),$2,null,'r','op','READ',null,null,$3::uuid[],'{IDENTITY}',$1,'\\x00')) insert into audit_subject (organization_id, subject_id, event_id) select $1, s, $2 from unnest($3::uuid[]) s`, values: [org,id,subs]});
      else await app.query({ name: 'plain'+gin, text: `insert into audit_event values ($1,$2,now(),$2,null,'r','op','READ',null,null,$3::uuid[],'{IDENTITY}',$1,'\\x00')`, values:[org,id,subs]});
      await app.query('commit'); k++;
    }
    console.log(name, n, Number(process.hrtime.bigint()-start)/1e3/N, 'us each');
  };
  for (const n of [1, 25, 50]) await time('gin', true, false, n);
  await admin.query('drop index audit_event_subjects');
  for (const n of [1, 25, 50]) await time('none', false, false, n);
  for (const n of [1, 25, 50]) await time('child', false, true, n);
  const sz = await admin.query(`select relname, pg_size_pretty(pg_total_relation_size(oid)) from pg_class where relname like 'audit%' and relkind in ('r','i')`); console.log(sz.rows);
  await app.end(); await admin.end(); await drop();
}, 120000);
