import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Notice } from '../../src/contracts/notifications.ts';
import { createConversationNotes, EDIT_FOR_MS } from '../../src/desk/conversation-notes.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { defineConversationNotes } from '../../src/storage/models/conversation-notes.ts';
import { ConversationNoteRepository } from '../../src/storage/repositories/conversation-notes.ts';
import { buildWorld, removeWorld, type World } from '../builders/pipeline.ts';

const luz = { role: 'agent' as const, id: 'luz', name: 'Luz' };
const sol = { role: 'agent' as const, id: 'sol', name: 'Sol' };

let world: World;
let notes: ReturnType<typeof createConversationNotes>;
let told: Notice[];
let place: { organisation: string; conversationId: string };
beforeEach(async () => {
  world = await buildWorld();
  const model = defineConversationNotes(world.store.connection);
  await world.store.ready();
  told = [];
  for (const [id, organisation] of [
    ['luz', 'exsim'],
    ['sol', 'exsim'],
    ['otro', 'confa'],
  ] as const)
    world.staff.set(id, { id, name: id, roles: ['agent'], organisation });
  notes = createConversationNotes({
    ...{ log: world.stores.log, redactor: createRedactor(), live: world.live, clock: world.clock },
    notes: new ConversationNoteRepository(model),
    people: { person: async (id) => world.staff.get(id) ?? null },
    notifications: {
      notify: async (notice) => {
        if (told.some(({ id }) => id === notice.id)) return false;
        told.push(notice);
        return true;
      },
    },
  });
  await world.say('ana', 'hola');
  const [row] = (await world.pipeline.conversations.list({ limit: 1 })).items;
  place = { organisation: 'exsim', conversationId: row?.id ?? '' };
});
afterEach(async () => {
  await world.pipeline.idle();
  await world.close();
  removeWorld(world);
});

describe('an internal note', () => {
  it('stands after the message that was the last when it was written, and is told to open consoles', async () => {
    const note = await notes.add(place, { key: 'key-00001', text: 'Es cliente nuevo' }, luz);
    await world.say('ana', 'otra cosa');
    expect(note).toMatchObject({ afterSeq: 2, author: 'luz', text: 'Es cliente nuevo', editedAt: null });
    expect(await notes.list(place.conversationId)).toEqual([note]);
    expect(world.events.filter(({ type }) => type === 'note')).toEqual([{ type: 'note', note }]);
  });

  it('never leaves the desk: not to the channel, not into the log, not to what a chat page reads or hears', async () => {
    const sent = world.channel.sent.length;
    const logged = await world.stores.log.last(place.conversationId, 50);
    await notes.add(place, { key: 'key-00001', text: 'NADIE-DEBE-LEER-ESTO' }, luz);
    await world.pipeline.idle();
    expect(world.channel.sent).toHaveLength(sent);
    expect(await world.stores.log.last(place.conversationId, 50)).toEqual(logged);
    const opened = await world.pipeline.conversations.get(place.conversationId);
    expect(JSON.stringify(opened)).not.toContain('NADIE');
    // A chat page hears messages and nothing else (src/compose/transcript.ts).
    const heard = world.events.filter(({ type }) => type === 'message');
    expect(JSON.stringify(heard)).not.toContain('NADIE');
    expect(heard.length).toBeGreaterThan(0);
  });

  it('P4 is redacted before it is kept, and so is its correction', async () => {
    const note = await notes.add(place, { key: 'key-00001', text: 'la contraseña es Tlax246x' }, luz);
    expect(note.text).not.toContain('Tlax246x');
    const edited = await notes.edit(place, note.id, 'su contraseña es Zac8642y', luz);
    expect(JSON.stringify(edited)).not.toMatch(/Tlax246x|Zac8642y/);
  });

  it('P4 is read in its place: what the chat or the note before announced is no value to keep', async () => {
    const add = async (key: string, text: string) => (await notes.add(place, { key, text }, luz)).text;
    await world.say('ana', 'mi clave es');
    expect(await add('key-00001', 'Tlax246x')).toBe('[contraseña eliminada]');
    await world.say('ana', '¿a qué hora abren?');
    expect(await add('key-00002', 'dice que su contraseña es:')).toBe('dice que su contraseña es:');
    expect(await add('key-00003', 'perla')).toBe('[contraseña eliminada]');
    const plain = await notes.add(place, { key: 'key-00004', text: 'ya quedó' }, luz);
    expect((await notes.edit(place, plain.id, 'Zac8642y', luz)).text).toBe('[contraseña eliminada]');
  });

  it('tells those whom it names, once, and nobody of another organisation', async () => {
    const draft = { key: 'key-00001', text: '@sol ¿lo ves? @otro @nadie @luz correo x@sol.mx' };
    const note = await notes.add(place, draft, luz);
    expect((await notes.add(place, draft, luz)).id).toBe(note.id);
    expect(note.mentions).toEqual(['sol']);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      ...{ agentId: 'sol', kind: 'conversation.mention', organisation: 'exsim' },
      facts: { conversation: place.conversationId, note: note.id, by: 'luz' },
    });
    expect(await notes.list(place.conversationId)).toHaveLength(1);
  });

  it('is corrected by its author alone, within minutes, and what it said before stays', async () => {
    const note = await notes.add(place, { key: 'key-00001', text: 'uno' }, luz);
    await expect(notes.edit(place, note.id, 'dos', sol)).rejects.toMatchObject({ code: 'NOTE_NOT_YOURS' });
    world.clock.advance({ ms: EDIT_FOR_MS });
    const edited = await notes.edit(place, note.id, 'dos', luz);
    expect(edited).toMatchObject({ text: 'dos', editedAt: world.clock.now(), earlier: [{ at: note.at, text: 'uno' }] });
    world.clock.advance({ ms: 1 });
    await expect(notes.edit(place, note.id, 'tres', luz)).rejects.toMatchObject({ code: 'NOTE_TOO_OLD' });
    const elsewhere = { ...place, conversationId: 'another' };
    await expect(notes.edit(elsewhere, note.id, 'x', luz)).rejects.toMatchObject({ code: 'NOTE_NOT_FOUND' });
  });
});
