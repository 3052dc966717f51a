// Programmes of cases that were there before anybody asked for papers: the migration gives each the form by which it is compared.
import { normalForm } from '@haven/kernel';
import { prepareServer } from '@haven/platform';
import { expect, it } from 'vitest';
import { MIGRATIONS } from '../../apps/cli/src/migrations.js';
import { sqlRows } from '../stage/behind.js';
import { rootKey } from '../stage/servers.js';
import { stage } from '../stage/stage.js';

const scene = await stage();

it('an installation of the version before gets them, in every organisation', async () => {
  const { make } = scene;
  const away = await make.organization();
  const programmes = ['Légal  STAY', 'Зимняя помощь', 'Winter'];
  for (const programme of programmes)
    for (const organizationId of [make.home, away]) await make.case({ programme }, organizationId);
  await make.case();
  await sqlRows(scene, 'drop view checklist_item');
  await sqlRows(scene, 'drop table asked_paper, required_document');
  await sqlRows(scene, 'alter table "case" drop column programme_form');
  await sqlRows(scene, `delete from migrations where name like 'Checklists%'`);

  await prepareServer(scene.adminUrl, await rootKey(), MIGRATIONS);

  const found = await sqlRows(
    scene,
    'select programme, programme_form from "case" order by programme, organization_id',
  );
  const expected = programmes.map((programme) => ({ programme, programme_form: normalForm(programme) }));
  const missing = { programme: null, programme_form: null };
  expect(found).toHaveLength(7);
  expect(found).toEqual(expect.arrayContaining([...expected, missing]));
  expect(found.filter(({ programme, programme_form: form }) => programme !== null && form === null)).toEqual([]);
});
