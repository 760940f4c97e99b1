import type { BinaryNode } from '@whiskeysockets/baileys';
import type { Connection } from './connection.ts';
import { groupNode } from './group.ts';
import { bytesOf, child, children, numberOf, seconds, userOf } from './nodes.ts';
import { bundleNode } from './person.ts';
import { type Candidate, type Device, Phone } from './phone.ts';
import { isPairingSigned, streamError, type World } from './server.ts';

type Answer = BinaryNode[] | undefined;

/** Answers one `iq` of a client; whatever is not known gets an empty result, as pings do. */
export async function answerQuery(world: World, connection: Connection, node: BinaryNode): Promise<void> {
  if (isPairingSigned(node)) {
    finishPairing(world, connection);
    return;
  }
  if (node.attrs.type === 'result' || node.attrs.type === 'error') return;
  const device = world.connections.get(connection) ?? null;
  const reply = (content: Answer) => {
    const attrs = { id: node.attrs.id ?? '', type: 'result', from: node.attrs.to ?? 's.whatsapp.net', t: seconds() };
    connection.send({ tag: 'iq', attrs, ...(content ? { content } : {}) });
  };
  const candidate = world.candidates.find((one) => one.connection === connection);
  if (node.attrs.xmlns === 'md') {
    answerLinking(world, { node, candidate, device, reply });
    return;
  }
  if (world.faults.unanswered > 0 && isAboutPeople(node)) {
    world.faults.unanswered -= 1;
    return;
  }
  reply(await answerOf(world, device, node));
  if (node.attrs.xmlns === 'passive' && child(node, 'active') && device) world.deliveries.catchUp(device);
}

function isAboutPeople(node: BinaryNode): boolean {
  return node.attrs.xmlns === 'usync' || (node.attrs.xmlns === 'encrypt' && child(node, 'key') !== undefined);
}

function finishPairing(world: World, connection: Connection): void {
  const candidate = world.candidates.find((one) => one.connection === connection);
  if (candidate?.linked) world.phones.get(userOf(candidate.linked.jid))?.link(candidate.linked);
  connection.send(streamError('515'));
  connection.close();
}

function answerLinking(
  world: World,
  query: {
    node: BinaryNode;
    candidate: Candidate | undefined;
    device: Device | null;
    reply: (content: Answer) => void;
  },
): void {
  const { node, candidate, device, reply } = query;
  const registration = child(node, 'link_code_companion_reg');
  if (child(node, 'remove-companion-device') && device) {
    world.phones.get(userOf(device.jid))?.devices.delete(device.number);
    reply(undefined);
    return;
  }
  if (!registration || !candidate) {
    reply(undefined);
    return;
  }
  if (registration.attrs.stage === 'companion_hello') {
    const wrapped = bytesOf(child(registration, 'link_code_pairing_wrapped_companion_ephemeral_pub'));
    candidate.hello = { phone: userOf(registration.attrs.jid ?? ''), wrapped };
    const ref = { tag: 'link_code_pairing_ref', attrs: {}, content: Buffer.from(candidate.refs[0] ?? '') };
    reply([{ tag: 'link_code_companion_reg', attrs: { stage: 'companion_hello' }, content: [ref] }]);
    return;
  }
  const phone = world.phone(candidate.hello?.phone ?? '');
  const linked = phone.finishCode(candidate, registration);
  reply(undefined);
  candidate.connection.send(linked);
}

async function answerOf(world: World, device: Device | null, node: BinaryNode): Promise<Answer> {
  const { xmlns = '', type } = node.attrs;
  if (xmlns === 'encrypt') return answerKeys(world, device, node);
  if (xmlns === 'usync') return answerSync(world, node);
  if (xmlns === 'w:m') return mediaHosts(world);
  if (xmlns === 'w:g2' && type === 'get') return answerGroups(world, device, node);
  if (xmlns === 'privacy' && type === 'get') {
    return [
      { tag: 'privacy', attrs: {}, content: [{ tag: 'category', attrs: { name: 'readreceipts', value: 'all' } }] },
    ];
  }
  if (xmlns === 'abt') return [{ tag: 'props', attrs: { hash: 'loopback', refresh: '86400' } }];
  if (xmlns === 'blocklist') return [{ tag: 'list', attrs: {} }];
  return undefined;
}

async function answerKeys(world: World, device: Device | null, node: BinaryNode): Promise<Answer> {
  if (child(node, 'count')) return [{ tag: 'count', attrs: { value: String(device?.once.length ?? 0) } }];
  if (child(node, 'digest')) return [{ tag: 'digest', attrs: {} }];
  const wanted = child(node, 'key');
  if (node.attrs.type === 'get' && wanted) {
    const users: BinaryNode[] = [];
    for (const { attrs } of children(wanted, 'user')) {
      const person = world.find(attrs.jid ?? '');
      if (person) users.push(bundleNode(attrs.jid ?? '', await person.bundle()));
    }
    return [{ tag: 'list', attrs: {}, content: users }];
  }
  if (device) storeKeys(device, node);
  return undefined;
}

function storeKeys(device: Device, node: BinaryNode): void {
  for (const key of children(child(node, 'list'), 'key')) {
    device.once.push({ id: numberOf(child(key, 'id')), key: bytesOf(child(key, 'value')) });
  }
  const signed = child(node, 'skey') ?? child(child(node, 'rotate'), 'skey');
  if (!signed) return;
  const [id, key, signature] = ['id', 'value', 'signature'].map((tag) => child(signed, tag));
  device.signed = { id: numberOf(id), key: bytesOf(key), signature: bytesOf(signature) };
}

function answerSync(world: World, node: BinaryNode): Answer {
  const asked = child(node, 'usync');
  const protocols = new Set(children(child(asked, 'query')).map(({ tag }) => tag));
  const users = children(child(asked, 'list'), 'user').map((user) => {
    const typed = child(user, 'contact');
    const number = typed?.content === undefined ? undefined : bytesOf(typed).toString().replace('+', '');
    const jid = user.attrs.jid ?? `${number}@s.whatsapp.net`;
    return syncedUser(world, jid, protocols);
  });
  return [{ tag: 'usync', attrs: { ...asked?.attrs }, content: [{ tag: 'list', attrs: {}, content: users }] }];
}

function syncedUser(world: World, jid: string, protocols: ReadonlySet<string>): BinaryNode {
  const person = world.find(jid);
  const content: BinaryNode[] = [];
  if (protocols.has('contact')) content.push({ tag: 'contact', attrs: { type: person ? 'in' : 'out' } });
  if (protocols.has('lid') && person && !person.hidden && jid.endsWith('s.whatsapp.net')) {
    content.push({ tag: 'lid', attrs: { val: person.lid } });
  }
  if (protocols.has('devices') && person) {
    const linked = person instanceof Phone ? [...person.devices.keys()] : [];
    const devices = [0, ...linked].map((id) => ({
      tag: 'device',
      attrs: { id: String(id), ...(id === 0 ? {} : { 'key-index': String(id) }) },
    }));
    content.push({ tag: 'devices', attrs: {}, content: [{ tag: 'device-list', attrs: {}, content: devices }] });
  }
  return { tag: 'user', attrs: { jid }, content };
}

function mediaHosts(world: World): Answer {
  const host = { tag: 'host', attrs: { hostname: world.media?.host ?? '', maxContentLengthBytes: '104857600' } };
  return [{ tag: 'media_conn', attrs: { auth: 'loopback', ttl: '3600' }, content: [host] }];
}

function answerGroups(world: World, device: Device | null, node: BinaryNode): Answer {
  if (child(node, 'participating')) {
    const own = [...world.groups.values()].filter(({ members }) =>
      members.some((member) => device !== null && member.is(device.jid)),
    );
    return [{ tag: 'groups', attrs: {}, content: own.map(groupNode) }];
  }
  const group = world.groups.get(node.attrs.to ?? '');
  return group ? [groupNode(group)] : [{ tag: 'error', attrs: { code: '404', text: 'item-not-found' } }];
}
