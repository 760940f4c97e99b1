import type { Attachment } from '../../contracts/envelope.ts';
import type { PortalEvent, PortalTicketDetail } from '../../contracts/portal.ts';
import { hidden, type Page, type PageContext } from './frame.ts';
import { type Html, html } from './html.ts';
import { badge } from './list-page.ts';

/** A ticket with its public history and what its requester may do. */
export function detailPage(
  context: PageContext,
  about: { ticket: PortalTicketDetail; done: string | null; problem: string | null },
): Page {
  const { say, at, day } = context;
  const { ticket, done, problem } = about;
  const back = ticket.isOwn ? '/mis-tickets' : '/mis-tickets/empresa';
  const content = html`<p class="back"><a href="${back}">${say('detail.back')}</a></p>
    ${done === null ? null : html`<p class="done" role="status">${done}</p>`}
    ${problem === null ? null : html`<p class="problem" role="alert">${problem}</p>`}
    <article class="detail">
      <header>
        <p class="head"><span class="folio">${ticket.folio}</span>${badge(ticket)}</p>
        <h1>${ticket.subject}</h1>
        <p class="meta">${say('list.opened', { at: at(ticket.openedAt) })}</p>
        ${ticket.agreedAt === null ? null : html`<p class="meta">${say('detail.agreed', { at: day(ticket.agreedAt) })}</p>`}
        ${ticket.isOwn ? null : html`<p class="supervision">${say('detail.supervision')}</p>`}
      </header>
      ${ticket.may.close || ticket.may.reject ? solvedOf(context, ticket) : null}
      ${ticket.may.evaluate === null ? null : evaluationOf(context, ticket, ticket.may.evaluate)}
      <section aria-labelledby="history">
        <h2 id="history">${say('detail.history')}</h2>
        <ol class="history">${ticket.history.map((event) => eventOf(context, ticket, event))}</ol>
      </section>
      ${ticket.may.reply ? replyOf(context, ticket) : null}
      ${ticket.isOwn ? matrixOf(context, ticket) : null}
    </article>`;
  return { title: ticket.folio, content, nav: ticket.isOwn ? 'own' : 'company', shape: 'wide' };
}

/** ALI-43, MAS-78, ALI-45: closed by its requester, or taken up again. */
function solvedOf(context: PageContext, { folio, may }: PortalTicketDetail): Html {
  const { say } = context;
  const close = html`<form method="post" action="/mis-tickets/t/${folio}/cerrar">${hidden(context)}
      <button type="submit">${say('solved.close')}</button></form>`;
  const reject = html`<details><summary>${say('solved.reject')}</summary>
      <form method="post" action="/mis-tickets/t/${folio}/no-resuelto" accept-charset="utf-8">${hidden(context)}
        <label for="why">${say('solved.why')}</label>
        <textarea id="why" name="text" rows="4" required maxlength="4000"></textarea>
        <button type="submit" class="second">${say('solved.rejectSend')}</button></form></details>`;
  return html`<section class="ask" aria-labelledby="solved"><h2 id="solved">${say('solved.heading')}</h2>
    <p>${say('solved.body')}</p>${may.close ? close : null}${may.reject ? reject : null}</section>`;
}

/** ALI-50. */
function evaluationOf(
  context: PageContext,
  { folio, score }: PortalTicketDetail,
  { min, max }: { min: number; max: number },
): Html {
  const { say } = context;
  const scores = Array.from({ length: max - min + 1 }, (_, place) => min + place);
  const one = (value: number) =>
    html`<span class="score"><input type="radio" name="score" id="score-${value}" value="${value}" required${value === score ? html` checked` : null} /><label for="score-${value}">${value}</label></span>`;
  return html`<section class="ask" aria-labelledby="evaluation"><h2 id="evaluation">${say('evaluate.heading')}</h2>
    ${score === null ? null : html`<p>${say('evaluate.done', { score, max })}</p>`}
    <form method="post" action="/mis-tickets/t/${folio}/evaluar" accept-charset="utf-8">${hidden(context)}
      <fieldset><legend>${say('evaluate.legend')}</legend>
        <p class="scores">${scores.map(one)}</p>
        <p class="ends"><span>${min}: ${say('evaluate.low')}</span><span>${max}: ${say('evaluate.high')}</span></p></fieldset>
      <label for="words">${say('evaluate.comment')}</label>
      <textarea id="words" name="comment" rows="2" maxlength="2000"></textarea>
      <button type="submit" class="second">${say(score === null ? 'evaluate.send' : 'evaluate.change')}</button>
    </form></section>`;
}

function replyOf(context: PageContext, { folio, tone, may }: PortalTicketDetail): Html {
  const { say } = context;
  const apart = html`<p class="check"><input type="checkbox" id="apart" name="apart" value="yes" /><label for="apart">${say('reply.apart')}</label></p>`;
  return html`<section class="reply" aria-labelledby="reply"><h2 id="reply">${say('reply.heading')}</h2>
    ${tone === 'over' ? html`<p>${say('reply.follow')}</p>` : null}
    <form method="post" action="/mis-tickets/t/${folio}/comentar" enctype="multipart/form-data" accept-charset="utf-8">${hidden(context)}
      <label for="text">${say('reply.text')}</label>
      <textarea id="text" name="text" rows="5" required maxlength="8000" aria-describedby="text-hint"></textarea>
      <p class="hint" id="text-hint">${say('reply.hint')}</p>
      <label for="files">${say('reply.files')}</label>
      <input type="file" id="files" name="files" multiple />
      ${may.more ? apart : null}
      <button type="submit">${say('reply.send')}</button>
    </form></section>`;
}

/** MAS-74: the matrix, with how to climb it, on a ticket in whatever state. */
function matrixOf(context: PageContext, { folio }: PortalTicketDetail): Html | null {
  const { say, policy } = context;
  const ladder = policy.escalations.find(({ trigger }) => trigger === 'dissatisfied');
  if (ladder === undefined) return null;
  const level = ({ role, contact }: (typeof ladder.levels)[number]) =>
    html`<li>${role}${contact === undefined ? null : html` <span class="by">${contact}</span>`}</li>`;
  return html`<details class="matrix"><summary>${say('escalate.heading')}</summary>
    <p>${say('escalate.about')}</p><ol>${ladder.levels.map(level)}</ol>
    <form method="post" action="/mis-tickets/t/${folio}/escalar" accept-charset="utf-8">${hidden(context)}
      <label for="escalate">${say('escalate.why')}</label>
      <textarea id="escalate" name="text" rows="4" required maxlength="4000"></textarea>
      <button type="submit" class="second">${say('escalate.send')}</button></form></details>`;
}

function eventOf(context: PageContext, ticket: PortalTicketDetail, event: PortalEvent): Html {
  const { say, at, day, policy } = context;
  const { kind, text, files } = event;
  const value = kind === 'date' && event.value ? day(new Date(event.value)) : (event.value ?? '');
  const asked =
    event.who === 'requester' ? say(ticket.isOwn ? 'event.you' : 'event.requester') : policy.organisation.botName;
  const stateToo =
    kind === 'comment' && value !== '' ? html`<p class="after">${say('event.state', { value })}</p>` : null;
  return html`<li class="${event.who} ${kind}">
      <p class="line"><span class="what">${say(`event.${kind}`, { value })}</span><span class="by">${asked} &middot; <time datetime="${event.at.toISOString()}">${at(event.at)}</time></span></p>
      ${text === null || text === '' ? null : html`<p class="text">${text}</p>`}
      ${stateToo}
      ${files.length === 0 ? null : html`<ul class="files" aria-label="${say('event.files')}">${files.map((file) => fileOf(context, ticket, file))}</ul>`}
    </li>`;
}

function fileOf({ say }: PageContext, { folio }: PortalTicketDetail, { fileId, name, review, size }: Attachment): Html {
  const about = `${name} · ${Math.max(1, Math.round(size / 1024))} kB`;
  if (review === 'held') return html`<li>${name} (${say('file.held')})</li>`;
  return html`<li><a href="/mis-tickets/t/${folio}/archivos/${fileId}" download>${about}</a></li>`;
}
