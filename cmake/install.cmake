# Where everything goes. Programs look for their data and their worker beside the sources when they run in the
# build tree, else at the places named here.
set(share ${CMAKE_INSTALL_DATADIR}/lapord)

install(TARGETS lapord laporctl RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(LAPOR_TESTS)
  install(TARGETS lapor-modemsim RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
# The worker is started by lapord only: no command, so not in the path.
install(TARGETS lapord-modem RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/lapord)

# Shipped keywords, replies, holidays and areas; profiles of modems.
install(DIRECTORY lib/config/data/ DESTINATION ${share} FILES_MATCHING PATTERN "*.toml")
install(DIRECTORY modem-profiles DESTINATION ${share} FILES_MATCHING PATTERN "*.toml")

install(DIRECTORY docs/example/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
