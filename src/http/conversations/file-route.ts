import { AppError } from '../../errors/app-error.ts';
import { seesOrganisation } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { fileParams } from './schema.ts';

/**
 * An attachment, for those who may read its conversation. Always a download and never a page: a file that a customer
 * sent must not run in the desk.
 */
export function conversationFileRoute({ conversations, files }: HttpDeps): Route {
  return route(
    {
      method: 'get',
      path: '/api/conversations/:id/files/:fileId',
      access: 'conversations.read',
      summary: 'Download an attachment of a conversation',
      params: fileParams,
      produces: 'application/octet-stream',
      response: null,
    },
    async ({ params, principal, response }) => {
      const conversation = await conversations.get(params.id);
      if (!seesOrganisation(principal, conversation.organisation)) throw new AppError('CONVERSATION_NOT_FOUND');
      const file = conversation.transcript
        .flatMap((item) => item.attachments)
        .find((attachment) => attachment.fileId === params.fileId);
      const bytes = file && (await files?.get(file.fileId));
      if (!file || !bytes) throw new AppError('FILE_NOT_FOUND');
      response.attachment(file.name).type('application/octet-stream');
      response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
      response.end(Buffer.from(bytes));
    },
  );
}
