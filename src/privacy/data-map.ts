/**
 * How a document leads to its person. `requester`: by their line on the list of those who may open tickets, which
 * `requester_contacts` leads to. `none`: it holds nothing about a person served.
 */
export type PersonLink = 'contact' | 'conversation' | 'ticket' | 'requester' | 'key' | 'none';

/** What becomes of one collection's documents when their person is erased. */
export interface Holding {
  readonly collection: string;
  readonly link: PersonLink;
  /** `delete`: the document goes. `blank`: its figures stay, everything that a person said or is goes. */
  readonly onErasure: 'delete' | 'blank' | 'nothing';
  /** Fields that stay: ids that are digests, instants, codes of the policy, numbers. Every other field is blanked or dropped. */
  readonly keep: readonly string[];
  /** What a blanked field holds afterwards. */
  readonly blank: Readonly<Record<string, unknown>>;
  /** Fields that are taken out. */
  readonly drop: readonly string[];
  /** Fields that an export leaves out: what is sealed stays sealed. */
  readonly withhold?: readonly string[];
  /** Where a document names no contact, it is found by what it stands beside. */
  readonly beside?: readonly ('ticket' | 'conversation')[];
  /** Why nothing is done on erasure; '' where something is. */
  readonly reason: string;
}

/** In place of a contact's id in what stays: figures do not lead to anybody any more. */
export const ERASED = 'erased';

/** What erasure does not touch, and why. */
const untouched: Readonly<Record<string, string>> = {
  knowledge_entries: 'texts of the desk, approved',
  knowledge_events: 'deeds of agents',
  knowledge_feedback: 'counts',
  knowledge_vectors: 'meanings of entries',
  agents: 'people of the desk',
  sessions: 'people of the desk',
  signInLinks: 'people of the desk',
  credentials: 'people of the desk',
  first_steps: 'how far an organisation is with its first hour',
  counters: 'numbers',
  jobs: 'ids of what is to be done',
  model_usage: 'numbers',
  gate_versions: 'versions',
  api_tokens: 'digests of tokens of programs',
  webhook_endpoints: 'addresses of outside systems',
  webhook_deliveries: 'ids, codes and instants: proof of what was told',
  api_repeats: 'keyed digests, for a week',
  companies: 'papers of the customer, not of a person',
  designations: 'papers of the customer: proof of whom it authorised',
  mail_places: 'digests of places on a mail server',
  canned_replies: 'texts of the desk',
  ticket_views: 'filters of the desk, no typed words',
  whatsapp_keys: 'the session of our own number, sealed',
  whatsapp_sent: 'ids of messages that left',
  whatsapp_leases: 'which process may connect',
  bot_deliveries: 'ids of messages that left',
  ticket_figures: 'ids, codes, instants and numbers of tickets',
  // Made anew wherever messages are blanked: nothing leads from it to a person.
  log_segments: 'how far the index of words goes',
  log_words: 'words of nobody in particular, made anew after every blanking',
  survey_actions: 'what the desk does about answers, redacted and about nobody served',
  routine_runs: 'deeds of the desk, ids and folios',
  // Subjects are read from the tickets when somebody opens one.
  figure_values: 'numbers that leads entered',
  report_editions: 'figures, folios and codes of a period',
  quality_cycles: 'reports of audits about the work of the desk: states, days and what was concluded, redacted',
  // Addresses and names are looked up when it is sent or read.
  service_notices: 'notices of the desk; ids and codes of who was told: proof',
  course_dates: 'titles, dates and links that the desk entered: about nobody served',
  outages: 'the log of interruptions: words of the desk about services',
  // Ids of conversations, which lead to nobody once those are blanked: what a draw is checked by.
  quality_samples: 'seeds and ids: what a draw is checked by',
  quota_absences: 'people of the desk',
  quota_corrections: 'people of the desk',
  quota_verifications: 'people of the desk',
  notices: 'ids and codes for people of the desk',
  // Addresses and words are made when it is sent.
  ticket_notices: 'ids, codes and times of who was told of what: proof',
  // What proves an erasure must outlive it.
  audit: 'ids, codes and numbers about deeds: proof',
  privacy_requests: 'the register of requests: proof',
  retention_runs: 'how far a run came',
};

/**
 * Every collection of the product and what it holds about a person. The one source of export and erasure: a test fails
 * when a collection or a field is missing here, and docs/privacy.md lists the same.
 */
export const dataMap: readonly Holding[] = [
  { ...gone('contacts', 'contact') },
  { ...gone('identities', 'contact') },
  // Found by either of the two contacts that it is about.
  { ...gone('contact_merges', 'contact') },
  // Who asked for a code to be typed; whom it was sent to.
  { ...gone('contact_proofs', 'contact') },
  {
    collection: 'conversations',
    link: 'contact',
    onErasure: 'blank',
    reason: '',
    keep: [
      ...['_id', 'org', 'channel', 'account', 'handled', 'openedAt', 'closedAt', 'outcome', 'lastAt', 'minutes'],
      ...['work', 'assignee', 'area', 'deeds', 'purgedSeq', 'fromSeq', 'steps'],
    ],
    // The version is raised by the eraser: a turn that read before does not commit after. Whoever writes there next must not
    // find the earlier episodes and tickets as theirs, nor answer into one of them.
    blank: {
      ...{ address: '', contact: ERASED, learned: {}, flow: {}, outbox: [], timers: {}, lastText: '', card: null },
      ...{ mode: 'closed', episode: 0, waitingSince: null, version: null, erasedAt: null },
      ...{ past: [], tickets: [], protocol: [] },
    },
    drop: ['outboxRetry', 'outboxAt', 'wakeAt', 'told', 'survey', 'tags', 'unansweredSince'],
  },
  {
    collection: 'messages',
    link: 'conversation',
    onErasure: 'blank',
    reason: '',
    // The places of the log stay: a client's watermark must not meet a gap.
    keep: [
      ...[
        '_id',
        'org',
        'conversation',
        'seq',
        'direction',
        'kind',
        'speaker',
        'at',
        'removed',
        'tries',
        'retryAt',
        'failed',
      ],
      ...['delivery', 'purged', 'held'],
    ],
    blank: { name: '', text: '' },
    drop: [
      'aside',
      'choice',
      'choices',
      'links',
      'secureForms',
      'attachments',
      'files',
      'source',
      'code',
      'typedCode',
      'clientId',
      'channelId',
      'context',
      'advice',
      'pending',
    ],
  },
  {
    collection: 'episodes',
    link: 'conversation',
    onErasure: 'blank',
    reason: '',
    keep: [
      ...['_id', 'org', 'conversation', 'order', 'channel', 'account', 'mode', 'openedAt', 'lastAt', 'closedAt'],
      ...['outcome', 'agents', 'kind', 'module', 'workMs', 'steps', 'fromSeq'],
    ],
    blank: { contact: ERASED },
    drop: [],
  },
  { ...gone('deadLetters', 'conversation') },
  // What the desk wrote about the person, and how far its people have read.
  { ...gone('conversation_notes', 'conversation') },
  { ...gone('conversation_reads', 'conversation') },
  { ...gone('mail_threads', 'conversation') },
  { ...gone('mail_messages', 'conversation') },
  // The value with its key, and what leads to it; the deeds stay in the audit trail, by ids.
  { ...gone('vaultItems', 'conversation'), withhold: ['sealed', 'keyId', 'tokenDigest'] },
  { ...gone('whatsapp_chats', 'conversation') },
  { ...gone('whatsapp_addresses', 'conversation') },
  { ...gone('bot_chats', 'conversation') },
  // Sealed: what was not redacted yet is given to nobody, not even in an export.
  { ...gone('whatsapp_inbox', 'conversation'), withhold: ['body'] },
  {
    collection: 'tickets',
    link: 'contact',
    onErasure: 'blank',
    reason: '',
    keep: [
      ...['_id', 'org', 'number', 'folio', 'order', 'state', 'phase', 'reason', 'diagnosis', 'complexity', 'area'],
      ...['assignee', 'conversation', 'openedAt', 'updatedAt', 'dueAt', 'closedAt'],
      // Codes, numbers and instants, and the name of the customer's organisation.
      ...['facts', 'priority', 'priorityByHand', 'subarea', 'company', 'contract', 'relations', 'watchers', 'protocol'],
      ...['marks', 'escalation', 'solutionType', 'closingCode', 'agreedAt', 'evaluation', 'clocks', 'autoCloseAt'],
      ...['autoCloseWarnAt', 'nextAt', 'effected'],
    ],
    blank: {
      ...{ subject: '', description: '', contact: null, fields: {}, attachments: [], tags: [] },
      ...{ 'latest.note': null, 'latest.attachments': null },
    },
    drop: ['owes'],
  },
  {
    collection: 'ticketEvents',
    link: 'ticket',
    onErasure: 'blank',
    reason: '',
    keep: ['_id', 'org', 'ticket', 'seq', 'at', 'actor', 'type', 'from', 'to', 'mark', 'facts', 'internal', 'key'],
    blank: { note: null, attachments: null },
    drop: [],
  },
  // Its numbers in other systems lead to the person there.
  { ...gone('ticket_references', 'ticket') },
  {
    collection: 'opportunities',
    link: 'contact',
    beside: ['conversation'],
    onErasure: 'blank',
    reason: '',
    keep: [
      '_id',
      'org',
      'number',
      'folio',
      'category',
      'module',
      'conversation',
      'roles',
      'recordedAt',
      'demo',
      'demoVersion',
    ],
    blank: { description: '', customer: { name: '', organisation: null, contact: null }, contact: ERASED },
    drop: [],
  },
  {
    collection: 'surveys',
    link: 'contact',
    beside: ['ticket', 'conversation'],
    onErasure: 'blank',
    reason: '',
    keep: [
      ...['_id', 'org', 'name', 'kind', 'case', 'state', 'score', 'min', 'max', 'low', 'conversation', 'ticket'],
      ...['agent', 'channel', 'at', 'expiresAt', 'answeredAt', 'answerKey'],
    ],
    blank: { contact: ERASED, comment: null },
    drop: [],
  },
  {
    collection: 'satisfaction_checks',
    link: 'contact',
    beside: ['ticket', 'conversation'],
    onErasure: 'blank',
    reason: '',
    keep: [
      ...['_id', 'org', 'survey', 'reason', 'ticket', 'folio', 'conversation', 'agent', 'score', 'state', 'month'],
      ...['sampled', 'draw', 'at', 'closedAt'],
    ],
    // What was said on the telephone goes; that somebody called, and whether they were satisfied, is in the state.
    blank: { contact: ERASED, calls: [], followUp: null },
    drop: [],
  },
  {
    collection: 'quality_reviews',
    link: 'conversation',
    onErasure: 'blank',
    reason: '',
    keep: [
      ...['_id', 'org', 'order', 'sample', 'audit', 'period', 'channel', 'conversation', 'agent', 'from', 'to', 'form'],
      ...['state', 'reviewer', 'doneAt', 'marks', 'score', 'criticals', 'calibrations'],
    ],
    blank: { comment: null, answer: null, decision: null },
    drop: [],
  },
  {
    collection: 'quality_findings',
    link: 'conversation',
    onErasure: 'blank',
    reason: '',
    keep: [
      ...['_id', 'org', 'report', 'order', 'review', 'criterion', 'mark', 'conversation', 'agent', 'leftOut', 'at'],
    ],
    // That it was answered and evaluated shows in the state of its report.
    blank: { text: null, answer: null, evaluation: null },
    drop: [],
  },
  {
    collection: 'quality_answers',
    link: 'conversation',
    onErasure: 'blank',
    reason: '',
    keep: [
      ...['_id', 'org', 'month', 'number', 'conversation', 'channel', 'agent', 'agentName', 'role', 'clientId'],
      ...['state', 'at', 'dueAt', 'overdueAt', 'reviewer', 'decidedAt', 'marks', 'failure', 'replacedBy'],
    ],
    blank: { text: null, attachments: null, note: null },
    drop: [],
  },
  // The words of a question are those of whoever asked first, which nobody can tell afterwards: the whole line goes.
  { ...gone('knowledge_questions', 'key') },
  { ...gone('knowledge_searches', 'contact') },
  { ...gone('knowledge_clusters', 'contact') },
  { ...gone('knowledge_proposals', 'contact') },
  // Whoever is erased is on the list no more. What is found by the links goes before the links.
  { ...gone('requesters', 'requester'), withhold: ['key'] },
  { ...gone('portal_links', 'requester') },
  { ...gone('portal_sessions', 'requester') },
  { ...gone('requester_contacts', 'contact') },
  ...Object.entries(untouched).map(([collection, reason]) => nothing(collection, reason)),
];

/** The holding of a collection. Throws when the map does not know it: a defect. */
export function holdingOf(collection: string): Holding {
  const found = dataMap.find((holding) => holding.collection === collection);
  if (!found) throw new Error(`The data map does not know the collection ${collection}`);
  return found;
}

function gone(collection: string, link: PersonLink): Holding {
  return { collection, link, onErasure: 'delete', keep: [], blank: {}, drop: [], reason: '' };
}

function nothing(collection: string, reason: string): Holding {
  return { collection, link: 'none', onErasure: 'nothing', keep: [], blank: {}, drop: [], reason };
}
