/** A date of a course, workshop or webinar. */
export interface Course {
  id: string;
  kind: 'course' | 'workshop' | 'webinar';
  title: string;
  startsAt: string;
  url: string;
}

/** All of them; `isOffered`: the policy lets the bot give them. */
export interface Courses {
  isOffered: boolean;
  items: Course[];
}
