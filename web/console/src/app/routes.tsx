import { lazy, Suspense } from 'react';
import { BrowserRouter, Navigate, type RouteObject, useRoutes } from 'react-router';
import { LoadingState } from '../parts/states.tsx';
import { Gate } from '../session/gate.tsx';
import { withTexts } from '../texts/catalogue.ts';
import { adminPages, areas } from './areas.ts';
import { Frame } from './frame.tsx';

const AdminLayout = lazy(async () => ({
  default: (await withTexts(() => import('../admin/admin-layout.tsx'))).AdminLayout,
}));

/** Every page of the console: each area brings its own (`areas.ts`). */
const routes: RouteObject[] = [
  ...areas.flatMap((area) => area.openRoutes ?? []),
  {
    element: (
      <Gate>
        <Frame />
      </Gate>
    ),
    children: [
      ...areas.flatMap((area) => area.routes ?? []),
      {
        path: '/admin',
        element: <AdminLayout pages={adminPages} />,
        children: adminPages.map(({ path, element }) => ({ path, element })),
      },
      { path: '*', element: <Navigate to="/inbox" replace /> },
    ],
  },
];

/** The console at its address. Without the router's loaders, which nobody here uses, the first load is a fifteenth smaller. */
export function Pages() {
  return (
    <BrowserRouter basename="/console">
      <Suspense fallback={<LoadingState />}>
        <Routes />
      </Suspense>
    </BrowserRouter>
  );
}

function Routes() {
  return useRoutes(routes);
}
