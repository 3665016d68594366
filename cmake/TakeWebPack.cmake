# Usage: cmake -DFROM=… -DTO=… -P TakeWebPack.cmake. Copies the packed web client if it was built,
# else leaves an empty file; TO keeps its time where nothing changed.
if(EXISTS ${FROM})
  file(COPY_FILE ${FROM} ${TO} ONLY_IF_DIFFERENT)
else()
  file(CONFIGURE OUTPUT ${TO} CONTENT "")
endif()
