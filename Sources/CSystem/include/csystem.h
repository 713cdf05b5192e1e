/* csystem.h: what Swift cannot ask the system for itself, because glibc's names for it are macros: processors
 * and affinity. It knows nothing of the project. */
#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <stdint.h>

/* How many processors this process may run on (affinity counts). */
int32_t sys_processors (void);

/* The processor that the calling thread is on. */
int32_t sys_processor (void);

/* Moves the calling thread off a processor, if it is on it and may run on others. */
void sys_leave_processor (int32_t processor);

#endif
