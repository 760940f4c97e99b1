import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Course, Courses } from '../../../shared/wire/course.ts';
import { api } from '../app/api.ts';
import { useErrorNotice } from '../parts/error-text.ts';

const path = '/api/courses';

/** Dates of courses, the latest first. */
export function useCourses() {
  return useQuery({ queryKey: ['courses'], queryFn: ({ signal }) => api.get<Courses>(path, signal) });
}

/** Enters a date. */
export function useAddCourse() {
  return useCourseDeed((draft: Omit<Course, 'id'> & { key: string }) => api.send<Course>('POST', path, draft));
}

/** Takes a date away. */
export function useRemoveCourse() {
  return useCourseDeed((id: string) => api.send<void>('DELETE', `${path}/${encodeURIComponent(id)}`));
}

function useCourseDeed<T, R>(mutationFn: (said: T) => Promise<R>) {
  const client = useQueryClient();
  const notify = useErrorNotice();
  return useMutation({
    mutationFn,
    onError: notify,
    onSettled: () => client.invalidateQueries({ queryKey: ['courses'] }),
  });
}
