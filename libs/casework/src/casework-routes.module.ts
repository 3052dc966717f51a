// Casework's routes: how files come and go over plain HTTP. The API alone opens them.
import { Module } from '@nestjs/common';
import { CaseworkModule } from './casework.module.js';
import { DownloadRoutes } from './document-downloads/download.routes.js';
import { UploadRoutes } from './document-uploads/upload.routes.js';

@Module({ imports: [CaseworkModule], controllers: [UploadRoutes, DownloadRoutes] })
export class CaseworkRoutesModule {}
