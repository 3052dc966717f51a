// Casework's wiring.
import { Organization, Team, User } from '@haven/identity';
import { repositories, Settings } from '@haven/platform';
import { Module } from '@nestjs/common';
import { Applicant } from './applicants/applicant.entity.js';
import { ApplicantsResolver } from './applicants/applicants.resolver.js';
import { ApplicantsService } from './applicants/applicants.service.js';
import { RegisteringTeam } from './applicants/registering-team.js';
import { RegistrationService } from './applicants/registration.service.js';
import { AskedPapers } from './asked-papers/asked-papers.js';
import { AskedPapersJobs } from './asked-papers/asked-papers.jobs.js';
import { Case } from './cases/case.entity.js';
import { CaseFollowers, ClosingGuards } from './cases/case.events.js';
import { CasesResolver } from './cases/cases.resolver.js';
import { CasesService } from './cases/cases.service.js';
import './checklists/checklists.js';
import { CodeListsResolver } from './code-lists/code-lists.resolver.js';
import { Colleagues } from './colleagues/colleagues.js';
import { ContactPoint } from './contact-points/contact-point.entity.js';
import { ContactPointsResolver } from './contact-points/contact-points.resolver.js';
import { ContactPointsService } from './contact-points/contact-points.service.js';
import { TicketHolders } from './document-files/ticket-holders.js';
import { Examination } from './document-intake/examination.js';
import { FilesJobs } from './document-intake/files.jobs.js';
import { Judgement } from './document-intake/judgement.js';
import { Scanner } from './malware-scan/scanner.js';
import { DownloadsResolver } from './document-downloads/downloads.resolver.js';
import { DownloadsService } from './document-downloads/downloads.service.js';
import { FileRoomResolver } from './document-files/file-room.resolver.js';
import { FileShelf } from './document-files/file-shelf.js';
import { FileTickets } from './document-files/file-tickets.js';
import { Receiver } from './document-uploads/receiver.js';
import { UploadsResolver } from './document-uploads/uploads.resolver.js';
import { UploadDesk } from './document-uploads/upload-desk.js';
import { DocumentVersion } from './documents/document-version.entity.js';
import { Document } from './documents/document.entity.js';
import { DocumentsResolver } from './documents/documents.resolver.js';
import { DocumentsService } from './documents/documents.service.js';
import { ClockTasks } from './clock-tasks/clock-tasks.service.js';
import { ClockRounds } from './clock-tasks/clock-rounds.jobs.js';
import { Deadline } from './deadlines/deadline.entity.js';
import './deadlines/deadlines.resolver.js';
import { Situations } from './deadlines/situations.js';
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
import { PaperProposal } from './paper-proposals/paper-proposal.entity.js';
import { PaperProposalsJobs } from './paper-proposals/paper-proposals.jobs.js';
import { PaperProposalsResolver } from './paper-proposals/paper-proposals.resolver.js';
import { PaperProposalsService } from './paper-proposals/paper-proposals.service.js';
import { PaperReader } from './paper-reading/paper-reader.js';
import { CaseParticipant } from './participants/participant.entity.js';
import { ParticipantsResolver } from './participants/participants.resolver.js';
import { ParticipantsService } from './participants/participants.service.js';
import { PersonName } from './person-names/person-name.entity.js';
import { PersonNamesResolver } from './person-names/person-names.resolver.js';
import { PersonNamesService } from './person-names/person-names.service.js';
import { RequiredDocument } from './required-documents/required-document.entity.js';
import { RequiredDocumentsResolver } from './required-documents/required-documents.resolver.js';
import { RequiredDocumentsService } from './required-documents/required-documents.service.js';
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
import { OpenTransfers } from './transfers/open-transfers.js';
import { CaseTransfer } from './transfers/transfer.entity.js';
import { TransfersResolver } from './transfers/transfers.resolver.js';
import { TransfersService } from './transfers/transfers.service.js';

/** Bytes that the reading of one picture may hold. */
const READING_MEMORY = 1_000_000_000;

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
    Situations,
    ClockTasks,
    ClockRounds,
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
    ...repositories(Document, DocumentVersion, PaperProposal),
    DocumentsService,
    DocumentsResolver,
    ...[
      DownloadsResolver,
      DownloadsService,
      FileShelf,
      FileTickets,
      Receiver,
      TicketHolders,
      UploadDesk,
      UploadsResolver,
    ],
    ...[Examination, FileRoomResolver, FilesJobs, Judgement],
    ...[PaperProposalsJobs, PaperProposalsResolver, PaperProposalsService],
    {
      provide: PaperReader,
      useFactory: (settings: Settings) =>
        new PaperReader({ time: settings.get('PAPER_READING_SECONDS') * 1_000, memory: READING_MEMORY }),
      inject: [Settings],
    },
    {
      provide: Scanner,
      useFactory: (settings: Settings) => settings.get('CLAMD') && new Scanner(settings.get('CLAMD')!),
      inject: [Settings],
    },
    ...repositories(RequiredDocument),
    ...[RequiredDocumentsService, RequiredDocumentsResolver, AskedPapers, AskedPapersJobs],
    TransfersService,
    TransfersResolver,
    OpenTransfers,
    ParticipantsService,
    ParticipantsResolver,
  ],
  exports: [DownloadsService, FileShelf, Receiver, Scanner, TicketHolders, UploadDesk],
})
export class CaseworkModule {}
