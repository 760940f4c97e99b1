import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError } from '../../../shared/api-client.ts';
import type { Entry } from '../../../shared/wire.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';
import { useNotice } from '../parts/notice.ts';
import { useTexts } from '../texts/texts.tsx';
import { changeOf, contentOf } from './entry-content.ts';
import type { Draft } from './use-draft.ts';

/** What can be done to an entry from the editor. */
export interface EntryDeeds {
  readonly isSaving: boolean;
  readonly isPublishing: boolean;
  readonly isArchiving: boolean;
  /** Others say nearly the same: the person is asked. */
  readonly asksDoubles: boolean;
  save(): void;
  publish(confirmDuplicates: boolean): void;
  archive(done: () => void): void;
  restore(version: number): void;
  forgetDoubles(): void;
}

const base = '/api/knowledge/entries';
const pathOf = (id: string) => `${base}/${encodeURIComponent(id)}`;

/** Deeds on an entry that exists, or on one that is being written. */
export function useEntryDeeds(entry: Entry | null, draft: Draft): EntryDeeds {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const notice = useErrorNotice();
  const tell = useNotice();
  const [asksDoubles, setAsksDoubles] = useState(false);

  const store = async (): Promise<Entry> => {
    if (entry === null) return api.send<Entry>('POST', base, draft.content);
    const change = changeOf(contentOf(entry), draft.content);
    if (Object.keys(change).length === 0) return entry;
    return api.send<Entry>('POST', `${pathOf(entry.id)}/edit`, { version: entry.version, change });
  };
  const took = (next: Entry, words: string) => {
    draft.settle(contentOf(next));
    client.setQueryData(['knowledge', 'entry', next.id], next);
    void client.invalidateQueries({ queryKey: ['knowledge'] });
    tell(t(words));
    if (entry === null) void navigate(`/knowledge/entries/${next.id}`, { replace: true });
  };

  const save = useMutation({ mutationFn: store, onSuccess: (next) => took(next, 'knowledge.saved'), onError: notice });
  const publish = useMutation({
    mutationFn: async (confirmDuplicates: boolean) => {
      const { id, version } = await store();
      try {
        return await api.send<Entry>('POST', `${pathOf(id)}/publish`, { version, confirmDuplicates });
      } catch (error) {
        // It is saved all the same: the page goes on with what is stored.
        if (entry === null) took(await api.get<Entry>(pathOf(id)), 'knowledge.saved');
        throw error;
      }
    },
    onSuccess: (next) => {
      setAsksDoubles(false);
      took(next, 'knowledge.published');
    },
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'ENTRY_DUPLICATE') setAsksDoubles(true);
      else notice(error);
      void client.invalidateQueries({ queryKey: ['knowledge'] });
    },
  });
  const archive = useMutation({
    mutationFn: () => api.send<Entry>('POST', `${pathOf(entry?.id ?? '')}/archive`, { version: entry?.version }),
    onSuccess: (next) => took(next, 'knowledge.archived'),
    onError: notice,
  });
  const restore = useMutation({
    mutationFn: (to: number) =>
      api.send<Entry>('POST', `${pathOf(entry?.id ?? '')}/restore`, { to, version: entry?.version }),
    onSuccess: (next) => took(next, 'knowledge.restored'),
    onError: notice,
  });
  return {
    ...{ isSaving: save.isPending, isPublishing: publish.isPending, isArchiving: archive.isPending, asksDoubles },
    save: () => save.mutate(),
    publish: (confirmDuplicates) => publish.mutate(confirmDuplicates),
    archive: (done) => archive.mutate(undefined, { onSuccess: done }),
    restore: (version) => restore.mutate(version),
    forgetDoubles: () => setAsksDoubles(false),
  };
}
