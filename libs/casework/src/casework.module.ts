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
import { CaseFollowers, ClosingGuards } from './cases/case.events.js';
import { CasesResolver } from './cases/cases.resolver.js';
import { CasesService } from './cases/cases.service.js';
import { CodeListsResolver } from './code-lists/code-lists.resolver.js';
import { Colleagues } from './colleagues/colleagues.js';
import { ContactPoint } from './contact-points/contact-point.entity.js';
import { ContactPointsResolver } from './contact-points/contact-points.resolver.js';
import { ContactPointsService } from './contact-points/contact-points.service.js';
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
import { CaseParticipant } from './participants/participant.entity.js';
import { ParticipantsResolver } from './participants/participants.resolver.js';
import { ParticipantsService } from './participants/participants.service.js';
import { PersonName } from './person-names/person-name.entity.js';
import { PersonNamesResolver } from './person-names/person-names.resolver.js';
import { PersonNamesService } from './person-names/person-names.service.js';
import { ResidenceStatus } from './residence-statuses/residence-status.entity.js';
import { ResidenceStatusesResolver } from './residence-statuses/residence-statuses.resolver.js';
import { ResidenceStatusesService } from './residence-statuses/residence-statuses.service.js';
import { OpenTasks } from './tasks/open-tasks.js';
import { Task } from './tasks/task.entity.js';
import { TasksResolver } from './tasks/tasks.resolver.js';
import { TasksService } from './tasks/tasks.service.js';
import { OpenTransfers } from './transfers/open-transfers.js';
import { CaseTransfer } from './transfers/transfer.entity.js';
import { TransfersResolver } from './transfers/transfers.resolver.js';
import { TransfersService } from './transfers/transfers.service.js';

@Module({
  providers: [
    ...repositories(PersonName, ContactPoint, IdentityDocument, ResidenceStatus, Need),
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
    NeedsService,
    NeedsResolver,
    CodeListsResolver,
    Colleagues,
    ...repositories(Applicant, Case, CaseNote, CaseNoteVersion, Task, CaseTransfer, CaseParticipant),
    ...repositories(Organization, Team, User),
    CasesService,
    CasesResolver,
    ClosingGuards,
    CaseFollowers,
    NotesService,
    NotesResolver,
    TasksService,
    TasksResolver,
    OpenTasks,
    TransfersService,
    TransfersResolver,
    OpenTransfers,
    ParticipantsService,
    ParticipantsResolver,
  ],
})
export class CaseworkModule {}
