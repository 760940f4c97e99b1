import { createBrowserRouter, Navigate } from 'react-router';
import { AdminLayout } from '../admin/admin-layout.tsx';
import { Gate } from '../session/gate.tsx';
import { adminPages, areas } from './areas.ts';
import { Frame } from './frame.tsx';

/** Every page of the console: each area brings its own (`areas.ts`). */
export const router = createBrowserRouter(
  [
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
  ],
  { basename: '/console' },
);
