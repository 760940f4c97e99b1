import type { Clock } from '../contracts/clock.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { MailPort } from '../contracts/mail.ts';
import { CODE_MARK, type OneTimeCodes } from '../contracts/one-time-codes.ts';
import type { Policy } from '../contracts/policy.ts';
import type { RequesterSpeech } from '../contracts/requester-speech.ts';
import type { Translate } from '../i18n/catalogue.ts';
import { mailOf } from '../policy/addresses.ts';
import type { ContactProofDoc } from '../storage/models/contact-proofs.ts';
import type { ContactProofRepository } from '../storage/repositories/contact-proofs.ts';
import type { ConversationRepository } from '../storage/repositories/conversations.ts';
import { CODE_MINUTES } from './linking.ts';

/** Sends codes. */
export interface CodeDelivery {
  /** A job does it: it outlives a crash, and how long an answer takes tells nothing. */
  schedule(proofId: string): Promise<void>;
}

/** What sending works with. */
export interface DeliveryDeps {
  readonly proofs: ContactProofRepository;
  readonly conversations: Pick<ConversationRepository, 'ofContact'>;
  readonly codes: OneTimeCodes;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly mail: () => MailPort | null;
  /** Speaks in a conversation, through the outbox. */
  readonly speech: () => RequesterSpeech;
  readonly policyOf: (organisation: string) => Policy;
  readonly textsOf: (organisation: string) => Translate;
}

const JOB = 'contacts.code';

/** To a mail address by mail, to any other in the conversation that is held there. */
export function createCodeDelivery(deps: DeliveryDeps): CodeDelivery {
  const { jobs, proofs, clock } = deps;
  jobs.handle(JOB, async ({ data }) => {
    const proof = await proofs.find(String(data.proof));
    // One that ended while the way was closed is not sent any more.
    if (proof === null || proof.state !== 'open' || proof.sentAt !== null || proof.expiresAt <= clock.now()) return;
    const address = proof.identity?.split('|').slice(2).join('|') ?? '';
    const mail = mailOf(address);
    const isSent = mail === null ? await say(deps, proof) : await sendMail(deps, proof, mail);
    if (isSent) await proofs.sent(proof._id, clock.now());
    else deps.logger.warn({ proof: proof._id }, 'a code was not sent: there is no way to whom it is for');
  });
  return {
    schedule: (proof) => jobs.schedule({ key: `${JOB}:${proof}`, type: JOB, runAt: clock.now(), data: { proof } }),
  };
}

/** False: this gateway has no way to send mail. */
async function sendMail(deps: DeliveryDeps, { _id, org }: ContactProofDoc, to: string): Promise<boolean> {
  const mail = deps.mail();
  if (mail === null) return false;
  const { subject, text } = wordsOf(deps, org, deps.codes.codeOf(_id));
  await mail.send({ id: `contact-code-${_id}`, organisation: org, to, subject, text });
  return true;
}

/** In the transcript stands a mark: the code is put in its place on the way out. False: nobody writes from there any more. */
async function say(deps: DeliveryDeps, { _id, org, identity, target }: ContactProofDoc): Promise<boolean> {
  const channel = identity?.split('|')[1];
  const found = target === null ? [] : await deps.conversations.ofContact(target);
  const [last] = found
    .filter((conversation) => conversation.channel === channel)
    .sort((a, b) => b.lastAt.getTime() - a.lastAt.getTime());
  if (last === undefined) return false;
  const { text } = wordsOf(deps, org, CODE_MARK);
  await deps.speech().say(`code:${_id}`, { organisation: org, conversationId: last._id, text, code: _id });
  return true;
}

function wordsOf({ policyOf, textsOf }: DeliveryDeps, org: string, code: string) {
  const t = textsOf(org);
  const { name: organisation } = policyOf(org).organisation;
  return {
    subject: t('contacts.code.subject', { organisation }),
    text: t('contacts.code.text', { organisation, code, minutes: CODE_MINUTES }),
  };
}
