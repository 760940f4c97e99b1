import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconTrash, IconUsers } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedTicketView } from '../../../shared/wire/ticket-search.ts';
import { api } from '../app/api.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useErrorNotice } from '../parts/error-text.ts';
import { useMay } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import { builtInViews } from './built-in-views.ts';
import { SaveView } from './save-view.tsx';
import type { TicketFilters } from './use-ticket-filters.ts';
import { useViewCounts } from './use-tickets.ts';

/** The views, with how many tickets each has; what is changed on one can be kept under a name. */
export function ViewTabs({ filters, saved }: { filters: TicketFilters; saved: readonly SavedTicketView[] }) {
  const { t } = useTexts();
  const counts = useViewCounts().data?.items ?? [];
  const countOf = (id: string) => {
    const found = counts.find((one) => one.id === id);
    return found ? `${found.count}${found.isMore ? '+' : ''}` : '';
  };
  const own = saved.find(({ id }) => id === filters.view);
  const tab = (id: string, name: string, isShared: boolean) => (
    <button
      key={id}
      type="button"
      className="view-tab"
      aria-pressed={filters.view === id}
      data-late={(id === 'overdue' && countOf(id) !== '0') || undefined}
      onClick={() => filters.open(id)}
    >
      {isShared && <IconUsers size={14} aria-label={t('tickets.views.shared')} />}
      {name} <span className="view-count">{countOf(id)}</span>
    </button>
  );
  return (
    <section className="view-tabs" aria-label={t('tickets.views.title')}>
      {Object.keys(builtInViews).map((id) => tab(id, t(`tickets.views.${id}`), false))}
      {saved.map(({ id, name, shared }) => tab(id, name, shared))}
      {own && <ViewMenu view={own} gone={() => filters.open('open')} />}
      {filters.isChanged && filters.text === '' && <SaveView filters={filters} known={own ?? null} />}
    </section>
  );
}

function ViewMenu({ view, gone }: { view: SavedTicketView; gone: () => void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const notify = useErrorNotice();
  const mayShare = useMay('ticketViews.share');
  const [isAsking, ask] = useState(false);
  const remove = useMutation({
    mutationFn: () => api.send('DELETE', `/api/ticket-views/${encodeURIComponent(view.id)}`),
    onSuccess: gone,
    onError: notify,
    onSettled: () => {
      ask(false);
      void client.invalidateQueries({ queryKey: ['ticket-views'] });
      void client.invalidateQueries({ queryKey: ['tickets', 'counts'] });
    },
  });
  if (view.shared && !mayShare) return null;
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <ActionIcon variant="subtle" size="sm" aria-label={t('tickets.views.menu', { name: view.name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item color="red" leftSection={<IconTrash size={15} aria-hidden />} onClick={() => ask(true)}>
            {t('tickets.views.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('tickets.views.removeTitle', { name: view.name })}
        body={t(view.shared ? 'tickets.views.removeShared' : 'tickets.views.removeOwn')}
        action={t('tickets.views.remove')}
        isDanger
        isBusy={remove.isPending}
        cancel={() => ask(false)}
        confirm={() => remove.mutate()}
      />
    </>
  );
}
