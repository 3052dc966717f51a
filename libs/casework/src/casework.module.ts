// Casework's wiring.
import { Organization, Team, User } from '@haven/identity';
import { repositories } from '@haven/platform';
import { Module } from '@nestjs/common';
import { Applicant } from './applicants/applicant.entity.js';
import { ApplicantsResolver } from './applicants/applicants.resolver.js';
import { ApplicantsService } from './applicants/applicants.service.js';
import { RegisteringTeam } from './applicants/registering-team.js';
import { RegistrationService } from './applicants/registration.service.js';
import { Case } from './cases/case.entity.js';
import { ClosingGuards } from './cases/case.events.js';
import { CasesResolver } from './cases/cases.resolver.js';
import { CasesService } from './cases/cases.service.js';
import { CodeListsResolver } from './code-lists/code-lists.resolver.js';
import { Colleagues } from './colleagues/colleagues.js';
import { ContactPoint } from './contact-points/contact-point.entity.js';
import { ContactPointsResolver } from './contact-points/contact-points.resolver.js';
import { ContactPointsService } from './contact-points/contact-points.service.js';
import { ClockTasks } from './clock-tasks/clock-tasks.service.js';
import { ClockRounds } from './clock-tasks/clock-rounds.jobs.js';
import { Deadline } from './deadlines/deadline.entity.js';
import './deadlines/deadlines.resolver.js';
import { DeadlinesService } from './deadlines/deadlines.service.js';
import { IdentityDocument } from './identity-documents/identity-document.entity.js';
import { IdentityDocumentsResolver } from './identity-documents/identity-documents.resolver.js';
import { IdentityDocumentsService } from './identity-documents/identity-documents.service.js';
import { Need } from './needs/need.entity.js';
import { NeedsResolver } from './needs/needs.resolver.js';
import { NeedsService } from './needs/needs.service.js';
import { CaseNoteVersion } from './notes/note-version.entity.js';
import { CaseNote } from './notes/note.entity.js';
import { NotesResolver } from './notes/notes.resolver.js';
import { NotesService } from './notes/notes.service.js';
import { PersonName } from './person-names/person-name.entity.js';
import { PersonNamesResolver } from './person-names/person-names.resolver.js';
import { PersonNamesService } from './person-names/person-names.service.js';
import { ResidenceStatus } from './residence-statuses/residence-status.entity.js';
import { ResidenceStatusesResolver } from './residence-statuses/residence-statuses.resolver.js';
import { ResidenceStatusesService } from './residence-statuses/residence-statuses.service.js';
import { StayBalancesService } from './stay-rules/stay-balances.service.js';
import { StayRulesResolver } from './stay-rules/stay-rules.resolver.js';
import { Stay } from './stays/stay.entity.js';
import { StaysResolver } from './stays/stays.resolver.js';
import { StaysService } from './stays/stays.service.js';
import { OpenTasks } from './tasks/open-tasks.js';
import { Task } from './tasks/task.entity.js';
import { TasksResolver } from './tasks/tasks.resolver.js';
import { TasksService } from './tasks/tasks.service.js';

@Module({
  providers: [
    ...repositories(PersonName, ContactPoint, IdentityDocument, ResidenceStatus, Stay, Deadline, Need),
    RegisteringTeam,
    RegistrationService,
    ApplicantsService,
    ApplicantsResolver,
    PersonNamesService,
    PersonNamesResolver,
    ContactPointsService,
    ContactPointsResolver,
    IdentityDocumentsService,
    IdentityDocumentsResolver,
    ResidenceStatusesService,
    ResidenceStatusesResolver,
    StaysService,
    StaysResolver,
    StayBalancesService,
    StayRulesResolver,
    DeadlinesService,
    ClockTasks,
    ClockRounds,
    NeedsService,
    NeedsResolver,
    CodeListsResolver,
    Colleagues,
    ...repositories(Applicant, Case, CaseNote, CaseNoteVersion, Task, Organization, Team, User),
    CasesService,
    CasesResolver,
    ClosingGuards,
    NotesService,
    NotesResolver,
    TasksService,
    TasksResolver,
    OpenTasks,
  ],
})
export class CaseworkModule {}
