import type { z } from 'zod';
import type { SatisfactionCheck, SurveyAction, VerificationQueue } from '../../contracts/verification.ts';
import { isAppError } from '../../errors/app-error.ts';
import { organisationOf } from '../auth/organisation.ts';
import type { HttpDeps } from '../deps.ts';
import { actingFor } from '../quality/routes.ts';
import { type Route, route } from '../routing/route.ts';
import * as schema from './schema.ts';

const MOST = 200;

/** The queue of calls (CON-31..CON-39), and actions that answers led to (MAS-123). */
export function checkRoutes(deps: HttpDeps): Route[] {
  return deps.verification ? [...queueRoutes(deps, deps.verification), ...actionRoutes(deps, deps.verification)] : [];
}

function queueRoutes(deps: HttpDeps, verification: VerificationQueue): Route[] {
  const base = '/api/surveys/checks';
  const deed = {
    method: 'post',
    access: 'surveys.verify',
    params: schema.idParams,
    response: schema.checkBody,
  } as const;
  return [
    route(
      {
        ...{
          method: 'get',
          path: base,
          access: 'surveys.verify',
          query: schema.checkQuery,
          response: schema.checksBody,
        },
        summary: 'Cases whose satisfaction is verified, oldest first, with whom to call',
      },
      async ({ query, principal }) => {
        const checks = await verification.list({ organisation: organisationOf(deps, principal), ...query });
        return { items: await Promise.all(checks.map((check) => presentCheck(deps, check))) };
      },
    ),
    route(
      { ...deed, path: `${base}/:id/calls`, summary: 'Record a call', body: schema.callBody },
      async ({ params, body, principal }) =>
        presentCheck(deps, await verification.call(params.id, body, actingFor(deps, principal))),
    ),
    route(
      {
        ...{ ...deed, path: `${base}/:id/follow-up`, body: schema.followUpBody },
        summary: 'Write down what was done for somebody who was not satisfied',
      },
      async ({ params, body, principal }) =>
        presentCheck(deps, await verification.followUp(params.id, body.note, actingFor(deps, principal))),
    ),
  ];
}

function actionRoutes(deps: HttpDeps, verification: VerificationQueue): Route[] {
  const base = '/api/surveys/actions';
  return [
    route(
      {
        ...{ method: 'get', path: base, access: 'surveys.read', response: schema.actionsBody },
        summary: 'Corrective and improving actions, newest first',
      },
      async ({ principal }) => {
        const actions = await verification.actions(organisationOf(deps, principal), MOST);
        return { items: actions.map(presentAction) };
      },
    ),
    route(
      {
        ...{ method: 'post', path: base, access: 'surveys.read', body: schema.newAction, response: schema.actionBody },
        summary: 'Write down an action; the same id again changes nothing',
      },
      async ({ body, principal }) => presentAction(await verification.addAction(body, actingFor(deps, principal))),
    ),
    route(
      {
        ...{ method: 'post', path: `${base}/:id/done`, access: 'surveys.read', params: schema.idParams },
        ...{ summary: 'Mark an action as done', response: schema.actionBody },
      },
      async ({ params, principal }) =>
        presentAction(await verification.endAction(params.id, actingFor(deps, principal))),
    ),
  ];
}

function presentAction({ at, doneAt, ...rest }: SurveyAction): z.input<typeof schema.actionBody> {
  return { ...rest, at: at.toISOString(), doneAt: doneAt?.toISOString() ?? null };
}

async function presentCheck(deps: HttpDeps, check: SatisfactionCheck): Promise<z.input<typeof schema.checkBody>> {
  const { organisation: _organisation, contactId: _contact, calls, followUp, at, closedAt, ...rest } = check;
  return {
    ...rest,
    calls: calls.map((call) => ({ ...call, at: call.at.toISOString() })),
    followUp: followUp && { ...followUp, at: followUp.at.toISOString() },
    ...{ at: at.toISOString(), closedAt: closedAt?.toISOString() ?? null },
    person: await personOf(deps, check),
  };
}

/** Whom to call, as long as the case is open: read for the screen. A case that somebody wrote down has no conversation. */
async function personOf(deps: HttpDeps, check: SatisfactionCheck) {
  const { conversationId, state } = check;
  if (state !== 'open') return null;
  if (conversationId === null) return contactOf(deps, check);
  const { conversations } = deps;
  try {
    const { name, phone, email } = (await (conversations.summary ?? conversations.get)(conversationId)).contact;
    return { name, phone, email };
  } catch (error) {
    if (isAppError(error, 'CONVERSATION_NOT_FOUND')) return null;
    throw error;
  }
}

/** Name and ways of a contact; null: nobody keeps them, or they are gone. */
export async function contactOf(
  { contactDesk }: HttpDeps,
  { organisation, contactId }: Pick<SatisfactionCheck, 'organisation' | 'contactId'>,
) {
  if (contactId === null || contactDesk === undefined) return null;
  try {
    const { name, phone, email } = await contactDesk.card(organisation, contactId);
    return { name, phone, email };
  } catch (error) {
    if (isAppError(error, 'CONTACT_NOT_FOUND')) return null;
    throw error;
  }
}
