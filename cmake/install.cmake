# Where everything goes. Programs look for their data and their worker beside the sources when they run in the
# build tree, else at the places named here.
set(share ${CMAKE_INSTALL_DATADIR}/lapord)

foreach(program lapord laporctl lapor-modemsim)
  if(TARGET ${program})
    install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  endif()
endforeach()
# The worker is started by lapord only: no command, so not in the path.
if(TARGET lapord-modem)
  install(TARGETS lapord-modem RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/lapord)
endif()

# Shipped keywords, replies, holidays and areas; profiles of modems.
file(GLOB data CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lib/config/data/*)
list(FILTER data EXCLUDE REGEX "/modem-profiles$")
install(FILES ${data} DESTINATION ${share})
foreach(place modem-profiles lib/config/data/modem-profiles)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/${place} DESTINATION ${share} OPTIONAL)
endforeach()

install(DIRECTORY docs/example/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
