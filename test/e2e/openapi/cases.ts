/** What the routes are asked about. */
export interface Seeds {
  readonly ticket: { readonly id: string; readonly folio: string };
  readonly other: string;
  /** A state that the ticket may be moved to. */
  readonly to: string;
  readonly conversation: string;
  readonly contact: string;
  /** Two more contacts: one that is joined with the first, one that may be. */
  readonly contacts: readonly [string, string];
  readonly merge: string;
  readonly delivery: string;
  readonly entry: string;
  readonly token: string;
  readonly webhook: string;
  readonly agent: string;
  readonly routine: string;
  readonly sample: string;
  readonly edition: string;
  readonly maintenance: string;
  readonly outage: string;
  readonly opportunity: string;
  /** Of a sign-in link that nobody used. */
  readonly signIn: string;
  /** Of a link to choose a password that nobody used. */
  readonly invite: string;
}

/** Ids by the beginning of the path. */
export function idsOf(seeds: Seeds): Readonly<Record<string, string>> {
  return {
    '/api/tickets/': seeds.ticket.id,
    '/api/conversations/': seeds.conversation,
    '/api/privacy/contacts/': seeds.contact,
    '/api/contacts/': seeds.contact,
    '/api/contact-merges/': seeds.merge,
    '/api/knowledge/entries/': seeds.entry,
    '/api/integrations/webhooks/': seeds.webhook,
    '/api/integrations/deliveries/': seeds.delivery,
    '/api/integrations/tokens/': seeds.token,
    '/api/agents/': seeds.agent,
    '/api/opportunities/': seeds.opportunity,
    '/api/routines/': seeds.routine,
    '/api/quality/samples/': seeds.sample,
    '/api/reports/editions/': seeds.edition,
    '/api/maintenance/': seeds.maintenance,
    '/api/outages/': seeds.outage,
    '/api/reports/figures/': 'respuesta',
    '/api/reports/exports/': 'figures',
    '/api/knowledge/quota/absences/': 'absence-1',
  };
}

/** A notice of maintenance, and an interruption. */
export const window = {
  ...{ kind: 'planned', title: 'Cambio de discos', from: '2026-12-10T02:00:00Z', to: '2026-12-10T06:00:00Z' },
};
export const outage = { service: 'Facturación', startedAt: '2026-11-20T02:00:00Z', endedAt: '2026-11-20T03:00:00Z' };

/** Bodies that a sample of the schema does not give: what must fit the seeds, or one another. */
export function bodiesOf({
  other,
  to,
  entry,
  agent,
  signIn,
  invite,
  conversation,
  contact,
  contacts,
}: Seeds): Readonly<Record<string, object>> {
  return {
    'post /api/contact-merges': { kept: contact, joined: contacts[1], reason: 'lo dice la persona' },
    'post /api/contact-merges/preview': { kept: contact, joined: contacts[1] },
    'post /api/contact-merges/dismissals': { kept: contact, joined: contacts[1] },
    'post /api/surveys/actions': { id: 'action-1', survey: 'satisfaccion', kind: 'improvement', text: 'Avisar antes' },
    'post /api/tickets/{id}/move': { to },
    'post /api/tickets/similar': { subject: 'No timbra la nómina' },
    'post /api/conversations/logged': {
      ...{ key: 'logged-0001', channel: 'phone', contact: { id: contact }, at: '2026-11-02T16:00:00Z', minutes: 5 },
      ...{ asked: '¿Cómo cancelo?', outcome: 'answered' },
    },
    'post /api/tickets/{id}/foresee': { facts: { urgency: 'alta' } },
    'post /api/tickets/bulk': { key: 'bulk-0002', tickets: [other], action: { type: 'assign', assignee: agent } },
    'post /api/tickets/{id}/tags': { add: ['cierre de mes'], remove: [] },
    'post /api/tickets/{id}/route': { area: 'desarrollo' },
    'post /api/tickets/{id}/marks': { mark: 'reaccion' },
    'post /api/tickets/{id}/relations': { relation: 'sameIncident', ticket: other },
    'post /api/tickets/{id}/facts': { facts: { urgency: 'alta' } },
    'post /api/knowledge/entries/{id}/edit': { change: { summary: 'Otros pasos' } },
    'post /api/knowledge/entries/{id}/publish': { confirmDuplicates: true },
    'post /api/knowledge/entries/{id}/restore': { to: 1 },
    'post /api/knowledge/entries/{id}/review': { reviewOn: '2027-03-01' },
    'post /api/knowledge/entries/{id}/archive': {},
    'post /api/knowledge/entries/search': { text: 'factura' },
    'post /api/knowledge/entries/similar': { title: 'Cancelar una factura' },
    'post /api/knowledge/links/check': { url: 'https://exsim.example/manuales' },
    'post /api/knowledge/quota/absences': {
      ...{ id: 'absence-1', agentId: agent, from: '2026-11-02', to: '2026-11-03', reason: 'vacaciones acordadas' },
    },
    'post /api/session/redeem': { token: signIn },
    'post /api/session/link': { token: invite },
    'post /api/session/password': { token: invite, password: 'nube-verde 27 colibrí' },
    'post /api/tickets/{id}/merge': { into: other },
    'post /api/knowledge/import': {
      format: 'json',
      dryRun: true,
      files: [{ name: 'x.json', base64: Buffer.from('[]').toString('base64') }],
    },
    'post /api/routines/{id}/items': { item: 'videos', done: true },
    'post /api/routines/{id}/sign': {},
    'post /api/conversations/{id}/opportunities': {
      ...{ id: 'opportunity-1', category: 'modulo_adicional', description: 'Quieren Nómina' },
      customer: { name: 'Ana' },
    },
    'put /api/opportunities/{id}/demo': { version: 0, audience: 'clientes_finales', attendees: 5, minutes: 30 },
    'post /api/opportunities/{id}/demo/confirm': { version: 1, met: ['partner_o_ventas', 'closer'] },
    'post /api/reports/editions': { report: 'atrasados', kind: 'month' },
    'post /api/courses': {
      ...{ key: 'course-1', kind: 'webinar', title: 'Inventarios', startsAt: '2027-03-01T16:00:00Z' },
      url: 'https://exsim.example/cursos',
    },
    'post /api/maintenance': { ...window, key: 'maintenance-2' },
    'put /api/maintenance/{id}': { ...window, title: 'Cambio de discos y memoria' },
    'post /api/maintenance/{id}/announce': { version: 2, late: true },
    'post /api/maintenance/{id}/finish': { version: 2, news: 'cancelled' },
    'post /api/outages': { ...outage, key: 'outage-2' },
    'put /api/outages/{id}': { ...outage, version: 1, cause: 'Un disco' },
    'post /api/surveys/studies/draws/{id}/answers': { case: 'case-1', answers: [] },
    'post /api/requesters/import': { csv: 'nombre,correo\nAna,ana@example.com\n' },
    'post /api/companies/import': { csv: 'nombre\nEmpresa\n' },
    'post /api/agents': { id: 'nueva', name: 'Nueva', roles: ['agent'], areas: ['soporte'] },
    'put /api/agents/{id}/profile': { posts: ['agente_exsim'] },
    'put /api/ticket-views/{id}': { name: 'Críticos', shared: true, filter: { open: true }, sort: 'due' },
    'put /api/canned-replies/{id}': { title: 'Saludo', text: 'Hola, {{nombre}}', shared: true },
    'post /api/conversations/{id}/transfer': { to: { agent } },
    'post /api/conversations/{id}/diagnosis': { field: 'kind', value: 'bug' },
    'post /api/inbox/bulk': {
      id: 'bulk-0001',
      conversations: [conversation],
      action: { type: 'tag', add: ['factura'], remove: [] },
    },
    'post /api/requesters': { name: 'Ana', mail: 'ana@example.com' },
    'post /api/knowledge/demand/corrections': { conversationId: conversation, entryId: entry },
    'post /api/privacy/contacts/{id}/rectify': { reason: 'lo pide por escrito', name: 'Ana' },
    'post /api/knowledge/quota/corrections': {
      id: 'correction-1',
      agentId: agent,
      day: '2026-11-02',
      amount: 1,
      reason: 'se contó de menos',
    },
  };
}

/** Sent with a valid request, these answer a documented error all the same: what they need cannot be had here. */
export const unmet: Readonly<Record<string, string>> = {
  'post /api/contact-merges/dismissals': 'the two were joined just before',
  'post /api/conversations/{id}/ticket': 'the conversation was closed just before',
  'post /api/reports/figures/{name}/values': 'the policy has no figure that people enter',
  'post /api/system/jobs/run': 'the key of a job cannot be guessed',
  'post /api/reports/editions/{id}/decision': 'the policy lets nobody accept that report',
  'post /api/reports/editions/{id}/send': 'nobody holds the post that it goes to',
  'post /api/conversations/{id}/transfer': 'the conversation was closed just before',
  'delete /api/canned-replies/{id}': 'the id of a reply is made by the gateway',
  'post /api/canned-replies/{id}/fill': 'the id of a reply is made by the gateway',
  'put /api/conversations/{id}/notes/{noteId}': 'the id of a note cannot be guessed',
  'get /api/conversations/{id}/files/{fileId}': 'no file was sent',
  'get /api/tickets/{id}/files/{fileId}': 'no file was sent',
  'get /api/routines/{id}/files/{fileId}': 'no file was sent',
  'post /api/routines/{id}/files': 'it has no such item',
  'post /api/tickets/{id}/priority': 'the policy has no priorities',
  'post /api/tickets/{id}/escalate': 'the policy has no ladder',
  'post /api/maintenance/{id}/announce': 'no customer has an address',
  'post /api/maintenance/{id}/resend': 'nothing was sent',
  'post /api/tickets/{id}/evidence': 'the kind of the ticket hands nothing over',
  'get /api/quality/cycles/{id}': 'the policy has no reports of audits',
  'post /api/quality/cycles/{id}/findings': 'the policy has no reports of audits',
  'post /api/quality/cycles/{id}/findings/{finding}/word': 'the policy has no reports of audits',
  'post /api/quality/cycles/{id}/findings/{finding}/answer': 'the policy has no reports of audits',
  'post /api/quality/cycles/{id}/findings/{finding}/evaluate': 'the policy has no reports of audits',
  'post /api/quality/cycles/{id}/deliver': 'the policy has no reports of audits',
  'post /api/quality/cycles/{id}/copy': 'the policy has no reports of audits',
  'post /api/quality/cycles/{id}/conclude': 'the policy has no reports of audits',
  'post /api/surveys/studies/{name}/draw': 'the policy has no studies',
  'get /api/surveys/studies/draws/{id}/check': 'the policy has no studies',
  'get /api/surveys/studies/draws/{id}/results': 'the policy has no studies',
  'get /api/surveys/studies/draws/{id}/cases': 'the policy has no studies',
  'post /api/surveys/studies/draws/{id}/answers': 'the policy has no studies',
  'post /api/vault/{id}/reveal': 'nothing was handed over, and the operator may not read it',
  'post /api/vault/{id}/changed': 'nothing was handed over',
  'post /api/dead-letters/{id}/replay': 'every reply arrived',
  'put /api/me/presence': 'the operator is no agent',
  'get /api/me/access': 'the operator has no account',
  'put /api/me/password': 'the operator has no account',
  'get /api/me/sessions': 'the operator has no account',
  'delete /api/me/sessions': 'the operator has no account',
  'delete /api/me/sessions/{id}': 'the operator has no account',
  'post /api/me/totp': 'the operator has no account',
  'put /api/me/totp': 'the operator has no account',
  'post /api/me/totp/removal': 'the operator has no account',
  'post /api/me/totp/recovery-codes': 'the operator has no account',
  'post /api/session': 'nobody has a password yet',
  'post /api/setup/administrator': 'somebody is here already',
  'post /api/knowledge/entries/{id}/proposals': 'no language model is configured',
  'post /api/knowledge/proposals/{id}': 'no language model is configured',
  'post /api/knowledge/demand/{id}/dismiss': 'clusters are made at night',
  'post /api/knowledge/demand/{id}/draft': 'clusters are made at night',
  'post /api/knowledge/demand/drafts': 'nothing was looked up in the conversation',
  'post /api/knowledge/demand/corrections': 'nothing was looked up in the conversation',
  'post /api/me/notices/{id}/read': 'the operator has no notices',
  'get /api/quality/reviews/{id}': 'nobody wrote in the week before, so nothing was drawn',
  'post /api/quality/reviews/{id}/submit': 'nothing was drawn',
  'post /api/quality/reviews/{id}/answer': 'nothing was drawn',
  'post /api/quality/reviews/{id}/decide': 'nothing was drawn',
  'post /api/quality/answers/{id}/decide': 'the policy holds no answers',
  'post /api/quality/answers/{id}/resend': 'the policy holds no answers',
  'post /api/surveys/checks/{id}/calls': 'the policy verifies nothing',
  'post /api/surveys/checks/{id}/follow-up': 'the policy verifies nothing',
  'post /api/surveys/actions/{id}/done': 'its id is made when it is written down',
  'post /api/requesters/{id}/review': 'nobody is on the list',
  'post /api/requesters/{id}/invite': 'nobody is on the list',
  'post /api/designations': 'the signed form would have to be uploaded',
  'post /api/designations/{id}/decision': 'nothing was designated',
};
