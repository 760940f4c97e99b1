import { NavLink, Text } from '@mantine/core';
import { Suspense } from 'react';
import { Link, Navigate, Outlet, useLocation } from 'react-router';
import type { AdminPage } from '../app/area.ts';
import { EmptyState, LoadingState } from '../parts/states.tsx';
import { useMayAny } from '../session/use-me.ts';
import { useTexts } from '../texts/texts.tsx';
import './admin.css';

/** "Administración": the list of its pages at the left, the opened one beside it; on a phone one of the two. */
export function AdminLayout({ pages }: { pages: readonly AdminPage[] }) {
  const { t } = useTexts();
  const { pathname } = useLocation();
  const mayAny = useMayAny();
  const own = pages.filter(({ permissions }) => mayAny(permissions));
  const first = own[0];
  const isRoot = pathname.replace(/\/$/, '') === '/admin';
  if (!first) return <EmptyState>{t('admin.nothing')}</EmptyState>;
  // On a wide screen an empty right side would be a click for nothing.
  if (isRoot && window.matchMedia('(min-width: 48.01em)').matches) return <Navigate to={first.path} replace />;
  return (
    <div className={isRoot ? 'admin' : 'admin has-open'}>
      <nav className="admin-list" aria-label={t('admin.title')}>
        <Text component="h2" size="xs" fw={700} c="dimmed" tt="uppercase" px="sm" pb={6}>
          {t('admin.title')}
        </Text>
        {own.map(({ path, text, icon: Icon }) => (
          <NavLink
            key={path}
            component={Link}
            to={path}
            label={t(text)}
            active={pathname.startsWith(path)}
            aria-current={pathname.startsWith(path) ? 'page' : undefined}
            leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
            className="nav-link"
          />
        ))}
      </nav>
      <div className="admin-open">
        <Suspense fallback={<LoadingState />}>
          <Outlet />
        </Suspense>
      </div>
    </div>
  );
}
