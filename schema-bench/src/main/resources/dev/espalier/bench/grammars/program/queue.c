// A queue of jobs, ordered by when they are due.
struct Job {
  int id;
  long due;
  string name;
}

struct Queue {
  Job[] jobs;
  int size;
}

const int CAPACITY = 0x40;

Queue newQueue() {
  Queue queue = new Queue();
  queue.jobs = new Job[CAPACITY];
  queue.size = 0;
  return queue;
}

/* Moves the job at `at` up
   until its parent is due before it. */
void rise(Queue queue, int at) {
  while (at > 0) {
    int parent = (at - 1) / 2;
    if (queue.jobs[parent].due <= queue.jobs[at].due) {
      return;
    }
    Job job = queue.jobs[at];
    queue.jobs[at] = queue.jobs[parent];
    queue.jobs[parent] = job;
    at = parent;
  }
}

bool add(Queue queue, Job job) {
  if (queue.size == CAPACITY || job.name == "") return false;
  queue.jobs[queue.size++] = job;
  rise(queue, queue.size - 1);
  return true;
}

int checksum(string text, int seed) {
  int hash = seed ^ 0x5bd1;
  for (int i = 0; i < length(text); i++) {
    char c = text[i];
    switch (c) {
      case ' ':
      case '\t':
        continue;
      case '\'':
        hash += 7;
        break;
      default:
        hash = (hash << 5) + (hash >> 2) - c * 31 % 255;
    }
  }
  return hash < 0 ? -hash : ~hash & 0xffff;
}

void main(string[] arguments) {
  Queue queue = newQueue();
  double[] weights = {1.5, 2.25e-3, {0.0}};
  int tries = 0;
  do {
    Job job = new Job();
    job.id = tries;
    job.due = 1000000L * (tries % 7) + checksum(arguments[tries], 17);
    job.name = "job \"" + arguments[tries] + "\"\n";
    if (!add(queue, job)) { print("full: " + job.name); } else tries += 1;
  } while (tries < length(arguments) && weights[0] >= 1.5);
  ;
}
